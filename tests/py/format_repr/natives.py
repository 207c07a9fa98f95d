"""repr() and str() of instances of classes that derive from builtin types."""


class L(list):
    pass


class D(dict):
    pass


class I(int):
    pass


class S(str):
    pass


class T(tuple):
    pass


class E(Exception):
    pass


print(L([1, "a"]), D(a=1), I(5), S("s"), T((1,)), E("e"))
print(repr(L([1, "a"])), repr(D(a=1)), repr(I(5)), repr(S("s")), repr(T((1,))), repr(E("e")))


class ReprInt(int):
    def __repr__(self):
        return "I"


class ReprStr(str):
    def __repr__(self):
        return "S"


class ReprError(Exception):
    def __repr__(self):
        return "E"


class StrList(list):
    def __str__(self):
        return "L"


print(str(ReprInt(1)), str(ReprStr("text")), str(ReprError("message")), str(StrList([1])))
print(repr(ReprInt(1)), repr(ReprStr("text")), repr(ReprError("message")), repr(StrList([1])))
print([ReprInt(1), ReprStr("a")], {ReprStr("k"): StrList()})
print("%s %r" % (ReprStr("x"), ReprStr("x")), "{} {!r}".format(ReprStr("x"), ReprStr("x")))
