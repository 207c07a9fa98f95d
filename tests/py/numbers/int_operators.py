"""Every operator on ints of all sizes and signs."""

sizes = [0, 1, 2, 7, 2**29, 2**30 - 1, 2**30, 2**31, 2**32 - 1, 2**32, 10**10, 2**62, 2**63, 2**64 - 1, 2**64, 3**50, 2**95, 10**40 + 9, 2**128 - 1]
numbers = sizes + [-n for n in sizes[1:]]
check = 0
for a in numbers:
    for b in numbers:
        results = [a + b, a - b, a * b, a & b, a | b, a ^ b]
        if b:
            q, r = divmod(a, b)
            assert q == a // b and r == a % b and q * b + r == a and (r == 0 or (r < 0) == (b < 0)), (a, b)
            results += [q, r]
        if 0 <= b < 200:
            results += [a << b, a >> b]
            assert (a << b) >> b == a
        for result in results:
            check = (check * 31 + result) % 1000000007
        assert (a < b) + (a == b) + (a > b) == 1 and (a <= b) == (not a > b) and (a != b) == (not a == b)
        assert -(a - b) == b - a and ~a == -a - 1 and a ^ b == (a | b) - (a & b)
    print(a, check, hash(a) == hash(a + 0), bool(a), abs(a), +a)
print(all((a == b) <= (hash(a) == hash(b)) for a in numbers for b in numbers))
for base in (2, -3, 10, 2**31, -(2**40)):
    print([base**e for e in (0, 1, 2, 3, 7, 20)])
for args in ((3, 100, 7), (-3, 101, 7), (3, 101, -7), (2, 10**20, 10**9 + 7), (7, 0, 1), (7, 0, -1), (3, -1, 11), (3, -5, 2**61 - 1), (-7, -3, 10**30 + 57), (2**70, 2**70, 2**70 - 1), (5, 3, 2**64)):
    print(args, pow(*args))
a = b = 12345678901234567890
a += 1
b -= 10**25
print(a, b, a is not b)
a <<= 3
a |= 5
a ^= 2**65
a &= -(2**3)
a //= 3
a %= 2**66
a **= 2
a >>= 7
print(a)
x = 0x9E3779B97F4A7C15
for i in range(30):
    x ^= x >> 12
    x = (x ^ (x << 25)) & 0xFFFFFFFFFFFFFFFF
    x ^= x >> 27
    x = x * 0x2545F4914F6CDD1D & 0xFFFFFFFFFFFFFFFF
print(x)
f, g = 0, 1
for i in range(300):
    f, g = g, f + g
print(f)
