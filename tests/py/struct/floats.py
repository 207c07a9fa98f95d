# only: f64
"""Floats of 16, 32 and 64 bits in struct."""

import struct

for v in (1e40, -1e40, 3.4e38, float("inf"), 0.1, float("nan")):
    try:
        print(struct.pack("<f", v), struct.pack(">d", v))
    except OverflowError as e:
        print(e)
for v in (65504.0, 65520.0, 65519.0, 1e-8, 6e-8, 0.1, -2.5, float("-inf"), 1e-4, 2049.0, 2051.0, -0.0):
    try:
        r = struct.pack("<e", v)
        print(r, struct.unpack("<e", r)[0] == v)
    except OverflowError as e:
        print(e)
