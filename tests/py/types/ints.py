"""Whole numbers of every size."""

for a, b in ((7, 2), (-7, 2), (7, -2), (-7, -2), (2**31, 3), (-(2**40), 7), (10**20, 10**9 + 7), (5, 10**18)):
    print(a + b, a - b, a * b, a // b, a % b, divmod(a, b))
for n in (0, 1, -1, 2**29, 2**30 - 1, 2**30, -(2**30), -(2**30) - 1, 2**31 - 1, 2**31, 2**32, 2**62, 2**63 - 1, 2**63, -(2**63), 2**64):
    print(n, -n, abs(n), ~n, n + 1, n - 1, n * n, n << 1, n >> 1, n & 0xFFFF, n | 1, n ^ 5, hex(n), bool(n))
print(2**100, 3**50, (-2) ** 63, 0**0, 5**0, 2**-1 == 0.5)
print(pow(3, 100, 7), pow(2, 10), pow(-3, 3, 5))
print(1 << 100, (1 << 100) >> 98, -1 >> 100, -5 >> 1, 12345678901234567890 >> 3)
print((1 << 70) & (1 << 70) - 1, -(1 << 70) | 1, (1 << 70) ^ -1, -(2**65) & 2**66)
print(int("123"), int("-0x1f", 16), int("0b101", 0), int("zz", 36), int(" 12 "), int("1_000"), int(3.99), int(-3.99), int("9" * 30))
print(bin(10), oct(64), hex(255), bin(-5), hex(2**70))
print(0b1010, 0o17, 0xFF, 1_000_000)
x = 1
for i in range(1, 26):
    x *= i
print(x)
for i in range(25, 0, -1):
    x //= i
print(x)
print(2**40 == 2**40, 2**40 < 2**41, 2**40 != 1, max(2**70, 2**71), min(-(2**70), 0), 2**64 > 1.5)
print(hash(5) == hash(5), {2**40: "big"}[2**40], (1 << 31) in [1 << 31])
print(True + True, True == 1, isinstance(True, int), int(True), bool("x"), not 0)
print((255).to_bytes(2, "big"), (1000).to_bytes(4, "little"), int.from_bytes(b"\x01\x02", "big"), int.from_bytes(b"\x01\x02", "little"))
print(round(12345, -2), round(7), sum([2**30] * 8), "%d %x %o" % (2**40, 2**40, 2**40))
h = 0
for c in "a text to hash":
    h = (h * 31 + ord(c)) & 0xFFFFFFFF
print(h)
s = 0x12345678
for _ in range(20):
    s ^= (s << 13) & 0xFFFFFFFF
    s ^= s >> 17
    s ^= (s << 5) & 0xFFFFFFFF
print(s)
print(str(2**200), len(str(3**300)), int(str(7**80)) == 7**80)
