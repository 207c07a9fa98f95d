"""Functions of math that work on ints."""

import math

print(math.gcd(), math.gcd(0, 0), math.gcd(12, -18), math.gcd(12, 18, 27), math.gcd(2**100, 6**50), math.gcd(10**40 + 1, 10**30 + 1), math.gcd(True, 5))
print(math.lcm(), math.lcm(4, 6), math.lcm(4, 6, 0), math.lcm(-3, 7), math.lcm(10**20, 15 * 10**15))
print([math.isqrt(n) for n in (0, 1, 2, 3, 4, 99, 100, 2**62, 2**64 - 1, 2**64, 10**40, 10**41, 10**40 - 1, (3**80) ** 2 - 1, (3**80) ** 2)])
print([math.factorial(n) for n in (0, 1, 5, 20, 21, 30)], math.factorial(100) % 10**9 + 7)
print([math.comb(10, k) for k in range(12)], math.comb(100, 50), math.comb(10**20, 2), math.comb(52, 47))
print([math.perm(5, k) for k in range(7)], math.perm(6), math.perm(30, 20), math.perm(10**20, 3), math.perm(4, None))
print(math.prod([]), math.prod([2, 3, 7]), math.prod([2, 3], start=5), math.prod(range(1, 30)), math.sumprod([1, 2, 3], [4, 5, 6]), math.sumprod([], []), math.sumprod([10**20], (10**20,)))
print(math.floor(10**30), math.ceil(-5), math.trunc(True), math.floor(2.5), math.ceil(2.5), math.trunc(-2.5), math.floor(-2.5), math.ceil(-0.5))
for f in (lambda: math.factorial(-1), lambda: math.factorial(1.5), lambda: math.gcd(1.5), lambda: math.isqrt(-1), lambda: math.comb(-1, 2), lambda: math.comb(2, -1), lambda: math.perm(-1), lambda: math.perm(3, -1), lambda: math.sumprod([1], [1, 2]), lambda: math.prod("ab"), lambda: math.trunc("a"), lambda: math.floor("a"), lambda: math.ceil(float("nan")), lambda: math.floor(float("inf"))):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


class Odd:
    def __floor__(self):
        return "floor"

    def __ceil__(self):
        return "ceil"

    def __trunc__(self):
        return "trunc"

    def __index__(self):
        return 6


print(math.floor(Odd()), math.ceil(Odd()), math.trunc(Odd()), math.gcd(Odd(), 4), math.factorial(Odd()))
