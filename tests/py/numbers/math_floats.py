# only: f64
"""Functions of math on floats, to 13 digits."""

import math


def show(*values):
    print(*["%.13g" % v if isinstance(v, float) else v for v in values])


values = (-3.5, -1.0, -0.75, -1e-5, 0.0, 1e-10, 0.3, 0.5, 1.0, 1.5, 2.0, 10.0, 50.0)
for name in "acos acosh asin asinh atan atanh cbrt ceil cos cosh degrees erf erfc exp exp2 expm1 fabs floor gamma isfinite isinf isnan lgamma log log10 log1p log2 radians sin sinh sqrt tan tanh trunc ulp".split():
    f = getattr(math, name)
    results = []
    for x in values:
        try:
            y = f(x)
            results.append("%.13g" % y)
        except ValueError as e:
            results.append(str(e))
    print(name, *results)
show(math.atan2(1, -1), math.atan2(0.0, -0.0), math.copysign(3, -0.0), math.fmod(-7.5, 2), math.pow(2, 0.5), math.pow(-2, 3), math.hypot(), math.hypot(3, 4), math.hypot(1, 2, 3), math.dist([1, 2], (4, 6)), math.remainder(5, 3), math.remainder(-7.5, 2), math.fmod(5, math.inf))
show(math.frexp(10.5)[0], math.frexp(10.5)[1], *math.modf(-3.25), math.ldexp(0.75, 4), math.ldexp(1, -10**20), math.log(8, 2), math.log(10**400), math.log2(2**2000), math.log10(10**400), math.log(100, 10), math.fma(2, 3, 4), math.fma(0.1, 10, -1))
print(math.fsum([0.1] * 10), math.fsum([1e100, 1, -1e100]), math.sumprod([0.1] * 10, [1] * 10), math.sumprod([1.5, 2], [2, 3.5]), math.fsum([]), math.fsum([math.inf, 1]))
print(math.nextafter(1, 2), math.nextafter(0, -1), math.nextafter(1, 2, steps=3), math.nextafter(1, math.nan), math.ulp(1e300), math.ulp(math.inf))
print(math.isclose(1, 1 + 1e-10), math.isclose(1, 1.1), math.isclose(1, 1.1, rel_tol=0.2), math.isclose(0, 1e-12), math.isclose(0, 1e-12, abs_tol=1e-9), math.isclose(math.inf, math.inf), math.isclose(math.nan, math.nan))
print(math.pi, math.e, math.tau, math.inf, math.nan, -math.inf)
for f in (lambda: math.exp(1000), lambda: math.cosh(1000), lambda: math.sinh(-1000), lambda: math.gamma(0), lambda: math.gamma(200), lambda: math.lgamma(0), lambda: math.log(0), lambda: math.log(2, 1), lambda: math.log(-(10**400)), lambda: math.sin(math.inf), lambda: math.fmod(1, 0), lambda: math.fmod(math.inf, 1), lambda: math.pow(0, -1), lambda: math.pow(-1, 0.5), lambda: math.pow(1e300, 2), lambda: math.ldexp(1, 5000), lambda: math.ldexp(1, 1.5), lambda: math.remainder(1, 0), lambda: math.dist([1], [1, 2]), lambda: math.fsum([math.inf, -math.inf]), lambda: math.fsum([1e308, 1e308]), lambda: math.fma(math.inf, 0, 1), lambda: math.isclose(1, 2, rel_tol=-1), lambda: math.sin("a"), lambda: math.sin(10**400), lambda: math.hypot("a"), lambda: math.nextafter(1, 2, steps=-1)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


class Real:
    def __float__(self):
        return 0.25


print(math.sqrt(Real()), math.hypot(Real()), math.sin(True) == math.sin(1))
