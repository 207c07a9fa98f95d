# only: f64
"""Functions of complex numbers, to 12 digits."""

import cmath


def show(z):
    if isinstance(z, complex):
        print("%.12g %.12g" % (z.real, z.imag), end="; ")
    else:
        print("%.12g" % z, end="; ")


values = (0j, 1 + 0j, -1 + 0j, 1j, -2j, 1 + 1j, -0.5 + 2j, 3 - 4j, 2 + 0j, -2 - 0.5j, 1e-3 + 1e-5j, 10 + 3j)
for name in "acos acosh asin asinh atan atanh cos cosh exp log log10 phase sin sinh sqrt tan tanh".split():
    f = getattr(cmath, name)
    print(name)
    for z in values:
        try:
            show(f(z))
        except (ValueError, OverflowError) as e:
            print(e, end="; ")
    print()
print(*("%.12g" % x for x in cmath.polar(3 + 4j) + cmath.polar(-1)))
show(cmath.rect(2, 1))
show(cmath.log(8, 2))
show(cmath.log(1j, 2))
print(cmath.sqrt(-4), cmath.sqrt(-4 - 0.0j), cmath.sqrt(1e308 + 1e308j), cmath.sqrt(4))
print(cmath.isclose(1, 1 + 1e-12j), cmath.isclose(1, 1j), cmath.isnan(complex(0, float("nan"))), cmath.isinf(complex(float("inf"), 1)), cmath.isfinite(1j))
print(cmath.pi, cmath.e, cmath.tau, cmath.inf, cmath.nan, cmath.infj, cmath.nanj)
for f in (lambda: cmath.log(0), lambda: cmath.exp(1000), lambda: cmath.log(2, 1), lambda: cmath.atanh(1), lambda: cmath.sin("a")):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
