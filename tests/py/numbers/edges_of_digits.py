# Operators on ints whose digits are at the edges: where forms change, estimates are corrected, masks have one digit.
edges = []
for bits in (0, 16, 29, 30, 31, 32, 33, 62, 63, 64, 65, 95, 96, 128, 160):
    for by in (-1, 0, 1):
        edges.append((1 << bits) + by)
edges += [0xFFFF0000_FFFF0000_FFFF0000, 0x80000000_00000000_FFFFFFFF, 0xFFFFFFFF_00000000_00000001, 3**60]


def mix(check, number):
    while number > 0xFFFFFFF or number < -0xFFFFFFF:
        check = (check * 33 + (number & 0xFFFFFFF)) & 0xFFFFFFFFFF
        number >>= 28
    return (check * 33 + number) & 0xFFFFFFFFFF


# Results feed a sum; what must hold between them is looked at on the spot.
def compare(a, b, check):
    check = mix(check, a + b)
    check = mix(check, a - b)
    check = mix(check, a * b)
    check = mix(check, a & b)
    check = mix(check, a | b)
    check = mix(check, a ^ b)
    assert a + b - b == a and (a ^ b) ^ b == a and (a & b) + (a | b) == a + b
    if b:
        quotient, remainder = a // b, a % b
        assert quotient * b + remainder == a and (0 <= remainder < b or b < remainder <= 0), (a, b)
        assert (quotient, remainder) == divmod(a, b)
        assert a * b // b == a and a * b % b == 0
        assert (a * b + remainder) // b == a
        check = mix(check, quotient)
        check = mix(check, remainder)
    return check


check = 0
for a in edges[1::2]:
    for b in edges[::3]:
        check = compare(a, b, check)
        check = compare(-a, b, check)
        check = compare(a, -b, check)
print(check)

check = 0
for a in edges:
    for count in (0, 1, 16, 31, 32, 33, 64, 96, 300):
        for n in (a, -a):
            check = mix(check, n >> count)
            assert n << count >> count == n and n >> count == n // (1 << count)
print(check)

# A mask of one digit, whichever side it is on.
for n in (1 << 100) + 12345, -(1 << 100) - 12345, -(1 << 32), -(1 << 64), (1 << 32) * 7, -1, 0:
    print(n & 0, n & 1, n & 0xFFFF, n & 0x3FFFFFFF, n & 0x40000000, n & 0xFFFFFFFF, 0xFFFFFFFF & n, n & -1 == n)

# Truth, and operators in place, which leave what had the same value alone.
for n in (1 << 31), -(1 << 40), (1 << 64), (1 << 200):
    old = n
    turns = 0
    while n:
        n >>= 13
        turns += 1
        if n == -1:
            break
    print(turns, bool(old), not old, old and "true")
    n = old
    n += 1
    n *= 3
    n -= 3
    n //= 3
    n <<= 7
    n >>= 7
    n |= 1
    n ^= 1
    n &= -2
    n %= 10**9
    print(n, old)
x = 1.5
x += 1 << 40
print(x == 1.5 + (1 << 40))
flag = True
flag += 1 << 40
print(flag)

for divide in (lambda a: a // 0), (lambda a: a % 0), (lambda a: divmod(a, 0)), (lambda a: a >> -1), (lambda a: a << -1):
    for a in 1 << 40, 1 << 100:
        try:
            divide(a)
        except (ZeroDivisionError, ValueError) as e:
            print(type(e).__name__)
print((1 << 100) >> (1 << 70), -(1 << 100) >> (1 << 70), 0 << (1 << 70))


class Number(int):
    pass


print(Number(1 << 70) // 3, Number(-7) % (1 << 70), True + (1 << 70), (1 << 70) - True, (1 << 70) & True)
