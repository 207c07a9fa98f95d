# only: f64
"""Operators of floats at their edges."""

edges = [0.0, -0.0, 1.0, -1.0, 0.5, 2.5, -7.25, 1e300, -1e-300, 5e-324, float("inf"), -float("inf"), float("nan")]
for x in edges:
    print(x, -x, abs(x), bool(x), [x + y for y in edges[:6]], [x * y for y in edges[6:]])
    print([x // y for y in edges if y], [x % y for y in edges if y])
    print([x < y for y in edges], [x == y for y in edges], [x != y for y in edges])
print(round(0.5), round(1.5), round(2.5), round(-0.5), round(-1.5), round(2.675, 2), round(1.005, 2), round(5e15 + 1), round(1e22), round(1234.5678, -2), round(15.5, -1), round(0.05, 1), round(-0.04, 1), round(1e308, 2), round(1.5, 400), round(4.5, -400))
for f in (lambda: 1.0 / 0, lambda: 1.0 // 0, lambda: 1.0 % 0.0, lambda: 1 / 0.0, lambda: divmod(1.0, 0), lambda: 0.0**-1, lambda: 0.0**-1.5, lambda: 1e200**2, lambda: round(float("nan")), lambda: round(float("inf")), lambda: round(1.7e308, -308), lambda: float("inf").as_integer_ratio(), lambda: float("nan").as_integer_ratio(), lambda: float.fromhex("x"), lambda: float.fromhex("0x1p5000"), lambda: float([]), lambda: float("x"), lambda: float(""), lambda: float("1__0"), lambda: round(1.5, "a"), lambda: 1.5 < 1j, lambda: 1.5 & 1):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print((-8) ** (1 / 3), (-2) ** 0.5, (-2.0) ** 2, (-2.0) ** -1, 0.0**0, 1**float("nan"), float("inf") ** 0)


class Real:
    def __float__(self):
        return 2.5


class Index:
    def __index__(self):
        return 3


class Sub(float):
    pass


print(float(Real()), float(Index()), float(Sub(1.5)), Sub("2.5") + 1, Sub(3) == 3, repr(Sub(0.1)), Sub(2.5).is_integer(), hash(Sub(1)) == hash(1))
x = 1.5
x += 1
x *= 3
x -= 0.25
x /= 2
x //= 1
x **= 2
x %= 5
print(x, (2.5).real, (2.5).imag, (2.5).conjugate(), (3.0).is_integer(), float.fromhex(" -0x.8p1 "), float.fromhex("inf"))
print(divmod(7.5, 2), divmod(-7, 2.5), divmod(Sub(5.5), True), divmod(2**70, 1.5), divmod(True, 2))
