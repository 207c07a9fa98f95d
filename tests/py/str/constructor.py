"""str() of things."""

def attempt(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e)


print(str(), str("x"), str(12), str(None), str([1, "a"]), str(b"ab"), str(object="o"))
print(str(b"caf\xc3\xa9", "utf-8"), str(bytearray(b"ab"), "ascii"), str(memoryview(b"xy"), "utf-8"))
print(str(b"\xff", "utf-8", "replace") == "\ufffd", str(b"a\xffb", "ascii", "ignore"), str(b"a", encoding="utf-8", errors="strict"), str(b"\xe9", errors="ignore"))
attempt(str, "a", "utf-8")
attempt(str, 1, "utf-8")
attempt(str, b"\xff", "ascii")
class S(str):
    pass
s = S("sub")
print(s, len(s), s.upper(), s + "x", s == "sub", isinstance(s, str), type(s.upper()) is str, {s: 1}["sub"])
class T:
    def __str__(self):
        return "T!"
print(str(T()), f"{T()}", "%s" % T())
