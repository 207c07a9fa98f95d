# only: f64
"""Ints and floats together, exactly."""

numbers = [0, 1, -1, 2**53 - 1, 2**53, 2**53 + 1, -(2**53) - 1, 2**63, 2**64 + 1, 10**22, 10**23, 10**300, -(10**300), 3]
floats = [0.0, -0.0, 0.5, 1.0, -1.0, 2.0**53, 2.0**53 + 2, 1e22, 1e23, 1e300, -1e300, float("inf"), -float("inf"), float("nan"), 5e-324]
for n in numbers:
    print(n, [(n < x, n == x, n > x, x < n, x == n, x != n) for x in floats].count((False, True, False, False, True, False)), [x for x in floats if n < x], [x for x in floats if n > x], [x for x in floats if n == x])
    x = float(n)
    print(x, n / 7, 7 / (n or 1), n + 0.5, n * 0.1, (n or 2) ** 0.5 if n >= 0 else "")
print(all(hash(n) == hash(float(n)) for n in numbers if float(n) == n))
for a, b in ((1, 3), (2**53 + 1, 2), (10**40, 10**39 + 1), (10**400, 10**399), (1, 10**320), (-(10**30), 7), (5**100, 2**300), (2**1023 * 3, 3), (9007199254740993, 1), (1, 2**1074), (3, 2**1075)):
    print(a / b)
print(1e16 + 1 == 10**16 + 1, 2**0.5, 2**-2, 10**-3, (-2) ** -3, 0.5**2, 4**0.5)
for x in (0.0, 0.5, 1.5, -2.75, 1e22, 5e-324, 1.7976931348623157e308, 0.1):
    print(x.as_integer_ratio(), int(x), x.is_integer(), x.hex(), float.fromhex(x.hex()) == x)
d = {1: "a", 2.0: "b", 2**70: "c"}
print(d[1.0], d[2], d[float(2**70)], 2.0**70 in d, {0.0: 1}[-0.0])
