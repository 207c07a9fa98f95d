"""Operators of bytes and bytearrays."""

def attempt(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e)


print(b"a" + b"b", b"a" + bytearray(b"b"), bytearray(b"a") + b"b", b"ab" * 2, 2 * b"x", bytearray(b"z") * 3, b"x" * -1, b"a" + memoryview(b"mv"))
print(b"a" == bytearray(b"a"), b"a" < b"b", b"a" < bytearray(b"b"), b"" == b"", b"a" == "a", b"a" != "a", bytearray(b"x") >= b"x", b"ab" > b"a")
print(97 in b"abc", b"bc" in b"abc", 0 in b"abc", b"" in b"", bytearray(b"c") in b"abc")
attempt(lambda: b"a" + "b")
attempt(lambda: "b" + b"a")
attempt(lambda: bytearray(b"a") + "b")
attempt(lambda: b"a" + 1)
attempt(lambda: "a" in b"abc")
attempt(lambda: 300 in b"abc")
attempt(lambda: b"a" < "b")
attempt(lambda: b"a" * b"b")
attempt(lambda: hash(bytearray(b"a")))
print({b"k": 1}[b"k"], hash(b"ab") == hash(b"a" + b"b"), b"x" in {b"x"})
