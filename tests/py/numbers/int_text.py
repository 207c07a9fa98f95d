# only: f64
"""Ints to text and back."""

for text, base in (("0", 10), ("-0", 10), ("+12", 10), ("  42 \n", 10), ("1_000", 10), ("0x1F", 0), ("0b101", 0), ("0o17", 0), ("-0XfF", 16), ("zZ", 36), ("0x_f", 16), ("00", 0), ("0b1", 16), ("9" * 60, 10), ("f" * 40, 16), ("1" * 100, 2), ("z" * 30, 36), ("7" * 25, 8)):
    print(int(text, base))
for text, base in (("", 10), (" ", 10), ("-", 10), ("_1", 10), ("1_", 10), ("1__0", 10), ("0x", 16), ("12", 2), ("010", 0), ("1 2", 10), ("--1", 10), ("a", 10), ("1.5", 10), ("5", 1), ("5", 37), ("5", -1), ("x" * 5, 0)):
    try:
        print(int(text, base))
    except ValueError as e:
        print("ValueError", e)
for value in (None, [], {}, (1,), 1j, object):
    try:
        print(int(value))
    except TypeError as e:
        print("TypeError", e)
try:
    int(12, 10)
except TypeError as e:
    print(e)
print(int(b"12"), int(bytearray(b" -7")), int("12", base=8), int(), int(True))
try:
    int(b"1x")
except ValueError as e:
    print(e)
for n in (0, 5, -5, 2**30, -(2**31), 2**64, 10**25, -(3**70)):
    print(str(n), repr(n), bin(n), oct(n), hex(n), "%d|%x|%X|%o" % (n, n, n, n), f"{n:d} {n:x} {n:b} {n:,} {n:_x}")
    assert int(str(n)) == n and int(hex(n), 16) == n and int(bin(n), 2) == n and int(oct(n), 0) == n
n = 7**700
assert int(str(n)) == n
print(len(str(n)), str(n)[:20], str(n)[-20:], hex(n)[-20:])
print(int(1e20), int(-1.99), int(1e300) % 1000003)


class Whole:
    def __int__(self):
        return 7


class Index:
    def __index__(self):
        return 9


class Wrong:
    def __int__(self):
        return "7"


print(int(Whole()), int(Index()), hex(Index()), [0] * Index(), 1 << 3)
try:
    int(Wrong())
except TypeError as e:
    print(e)


class Sub(int):
    pass


s = Sub(12)
print(s + 1, s * s, int(s), s, -s, s == 12, hash(s) == hash(12), {12: "x"}[s], type(s + 1).__name__, str(s), s.bit_length(), Sub("77") // 7)
