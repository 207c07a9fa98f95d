"""Prints float_text.txt: run with CPython 3.13."""
import random
import struct

random.seed(1)
print("# bits kind precision flags text; made by float_text.py")
values = [0.0, -0.0, 1.0, -1.0, 0.5, 1.5, 2.5, 0.1, 0.25, 1.25, 2.675, 1e15, 1e16, 123456789012345680.0, 9999999999999998.0,
          1e-4, 1e-5, 9.9999e-5, 0.00012345, 1e22, 1e23, 1e100, 1e308, 1.7976931348623157e308, 5e-324, 2.2250738585072014e-308,
          3.14159, 100.0, 900719925474099.25, 2.0**53 * 0.1, 5e15 + 0.5, 2.0**60, 2.0**70 + 2.0**18, 1000000.0, 999999.5, 9.5, 99.5, 0.95, 0.095, float("inf"), -float("inf"), float("nan"), 12345.678]
values += [struct.unpack("<d", random.randbytes(8))[0] for _ in range(10)]
values += [random.uniform(-1, 1) * 10 ** random.randint(-8, 20) for _ in range(10)]


def show(x, kind, precision, flags):
    if kind == "r":
        text = repr(x) if precision is None else format(x, ".%d" % precision)
    else:
        text = ("%" + flags + ("" if precision is None else ".%d" % precision) + kind) % x
    bits = struct.unpack("<Q", struct.pack("<d", x))[0]
    print("%x %s %s %s %s" % (bits, kind, "-" if precision is None else precision, flags or "-", text))


for x in values:
    show(x, "r", None, "")
    for kind in "efgr":
        for precision in (None, 0, 1, 2, 3, 6, 16, 17, 25):
            if kind == "r" and precision is None or abs(x) > 1e40 and kind == "f" and precision not in (0, 1):
                continue
            show(x, kind, precision, "")
            if kind != "r" and precision in (0, 1, 3, 17):
                show(x, kind, precision, "#")
show(1 / 3, "f", 60, "")
show(5e-324, "e", 760, "")
show(5e-324, "g", 800, "")
