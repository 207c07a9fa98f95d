"""Floats whose text is the same with 32 and with 64 bits."""

for x in (0.0, 1.0, -1.5, 0.5, 0.25, 1024.0, 65536.5, -0.125):
    print(x, -x, abs(x), x + 1, x * 2, x / 4, int(x))
print(7.5 // 2, -7.5 // 2, 7.5 % 2, -7.5 % 2, divmod(7.5, 2), 2.0**3, 2.0**-3)
print(1.5 == 1.5, 1.5 < 2, 2 > 1.5, 1 == 1.0, hash(1.0) == hash(1), {1.0: "a"}[1])
print(round(2.5), round(3.5), round(-2.5), round(1.5), int(3.99), int(-3.99))
print("%.2f %5.1f %.3f" % (3.25, 2.5, -0.5), "{:.2f} {:8.3f}".format(0.75, 2.5))
print(float("inf"), float("-inf"), float("nan") != float("nan"), float("1.5"), float(3))
total = 0.0
for i in range(1, 101):
    total += i / 4
print(total)
x = 3.0
for _ in range(25):
    x = (x + 9 / x) / 2
print(x)
values = [i * 0.5 for i in range(8)]
print(values, sum(values), max(values), sorted(values, reverse=True)[0])


def mandel(re, im):
    x = y = 0.0
    for i in range(20):
        if x * x + y * y > 4.0:
            return i
        x, y = x * x - y * y + re, 2 * x * y + im
    return 20


print([mandel(-2 + i * 0.25, 0.5) for i in range(12)])
