# repr and ascii.
print(repr("a'b"), repr('a"b'), repr("\n\t\\"), repr(b"x\xff"), repr(None), repr(1.0), repr([1, "a"]))
print(ascii("caf\u00e9 \u20ac \U0001F600"), ascii(["\u00fc"]), ascii("plain"))
class R:
    def __repr__(self):
        return "R\u00e9"
print(repr(R()), ascii(R()), str(R()))
class Bad:
    def __repr__(self):
        return 5
try:
    repr(Bad())
except TypeError as e:
    print("TypeError", e)
