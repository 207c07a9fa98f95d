"""bytes() of things."""

def attempt(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e)


print(bytes(), bytes(3), bytes([1, 2, 255]), bytes((65, 66)), bytes(b"x"), bytes(bytearray(b"y")), bytes(range(5)), bytes(memoryview(b"mv")))
print(bytes("caf\u00e9", "utf-8"), bytes("x", "ascii"), bytes("\u00e9", "ascii", "ignore"), bytes({3}), bytes(i * 2 for i in range(4)), bytes(source=b"s"), bytes("q", encoding="utf8"))
class B:
    def __bytes__(self):
        return b"from B"
class I:
    def __index__(self):
        return 2
print(bytes(B()), bytes(I()), bytes([I()]))
attempt(bytes, "x")
attempt(bytes, [256])
attempt(bytes, [-1])
attempt(bytes, ["a"])
attempt(bytes, -1)
attempt(bytes, 1.5)
attempt(bytes, None)
attempt(bytes, b"x", "ascii")
attempt(bytes, 5, "ascii")
b = b"same"
print(bytes(b) is b, b"" == bytes())
