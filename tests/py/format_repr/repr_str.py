"""repr() and str() of instances: which method each uses."""


class Neither:
    pass


class OnlyRepr:
    def __repr__(self):
        return "R"


class OnlyStr:
    def __str__(self):
        return "S"


class Both:
    def __repr__(self):
        return "R"

    def __str__(self):
        return "S"


text = repr(Neither())
print(text.startswith("<__main__.Neither object at 0x"), text.endswith(">"), str(Neither()).startswith("<__main__."))
print(repr(OnlyRepr()), str(OnlyRepr()), OnlyRepr(), [OnlyRepr()], {1: OnlyRepr()}, (OnlyRepr(),))
print(str(OnlyStr()), repr(OnlyStr()).startswith("<__main__.OnlyStr object at 0x"))
print(repr(Both()), str(Both()), Both(), [Both()], f"{Both()} {Both()!r} {Both()!s}")


class Bad:
    def __init__(self, value):
        self.value = value

    def __repr__(self):
        return self.value

    def __str__(self):
        return self.value


for bad in (5, None, b"a"):
    for f in (repr, str):
        try:
            f(Bad(bad))
        except TypeError as e:
            print(e)


class Text(str):
    pass


print(repr(Bad(Text("t"))), str(Bad(Text("t"))))


class Raises:
    def __repr__(self):
        raise ValueError("in repr")


for f in (repr, str, lambda x: repr([x])):
    try:
        f(Raises())
    except ValueError as e:
        print(e)
print(ascii("häß€𝄞"), ascii(["é"]), ascii(5))
