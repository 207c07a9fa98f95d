# only: f64
"""Numbers with 64 bits: arithmetic, conversion, text."""

for x in (0.0, 1.0, -1.5, 0.1, 1e10, 1e22, 1e-5, 1.5e300, 123456789.125, 1 / 3, 2.0**53):
    print(x, -x, abs(x), x + 1, x * 2, x / 3, int(x) if abs(x) < 1e18 else "-")
print(7.5 // 2, -7.5 // 2, 7.5 % 2, -7.5 % 2, divmod(7.5, 2), 2**0.5, 2.0**-3, 1e308 * 10)
print(1.5 == 1.5, 1.5 < 2, 2 > 1.5, 1 == 1.0, hash(1.0) == hash(1), 0.1 + 0.2 == 0.3, {1.0: "a"}[1])
print(float("1.5"), float(" -2e3 "), float("inf"), float("-inf"), float("nan") != float("nan"), float(10**15))
print(round(2.5), round(3.5), round(-2.5), round(2.675, 2), round(1234.5678, 1), round(1.5))
print("%.2f %5.1f %e %g %s" % (3.14159, 2.5, 12345.678, 0.0001, 1.5))
print("{:.3f} {:8.2f} {:<8} {:e}".format(3.14159, 2.5, 1.5, 1e5), f"{1 / 3:.4f}")
print(int(3.99), int(-3.99), int(1e20), float(3), bool(0.0), bool(0.1))
print(min(1.5, 1), max(1.5, 2), sum([0.5] * 4), sorted([2.5, -1, 1.5, 0]))
x = 1.0
for _ in range(60):
    x = x / 2
print(x)
y = 2.0
for _ in range(20):
    y = (y + 2 / y) / 2
print(y)
