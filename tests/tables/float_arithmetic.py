"""Prints float_arithmetic.txt: run with CPython 3.13."""
import random
import struct

random.seed(2)
print("# operator bits bits-or-int bits-of-result; made by float_arithmetic.py")


def bits(x):
    return "%x" % struct.unpack("<Q", struct.pack("<d", x))[0]


edges = [0.0, -0.0, 1.0, -1.0, 0.5, -0.5, 2.5, -7.25, 1e300, -1e-300, 5e-324, float("inf"), -float("inf"), float("nan")]
pairs = [(x, y) for x in edges for y in edges]
pairs += [(random.uniform(-100, 100), random.uniform(-10, 10)) for _ in range(60)]
pairs += [(random.uniform(-1, 1) * 10 ** random.randint(-20, 20), random.uniform(-1, 1)) for _ in range(30)]
for x, y in pairs:
    if y != 0:
        print("%", bits(x), bits(y), bits(x % y))
        print("//", bits(x), bits(y), bits(x // y))
rounded = [0.5, 1.5, 2.5, -0.5, -2.5, 2.675, 1.005, 5e-324, 1e22, 1e23, 99.95, 0.05, 12345.678, 4503599627370497.5, 1e308, 15.5, 15.0, 25.0,
           4.9999999999999, 14.999999999999998, 950.0, 999.9999, 5e15, -1.25]
rounded += [random.uniform(-1, 1) * 10 ** random.randint(-5, 18) for _ in range(40)]
for x in rounded:
    for places in (-309, -18, -16, -3, -2, -1, 0, 1, 2, 3, 5, 12, 17, 300, 400):
        print("round", bits(x), places, bits(round(x, places)))
