"""Methods and attributes of ints."""

for n in (0, 1, -1, 255, 256, -256, 2**31, -(2**31), 2**64, 10**30, -(10**30)):
    print(n.bit_length(), n.bit_count(), n.as_integer_ratio(), n.conjugate(), n.real, n.imag, n.numerator, n.denominator, n.is_integer())
for n, length, order, signed in ((0, 1, "big", False), (255, 1, "big", False), (-1, 1, "big", True), (-128, 1, "little", True), (127, 1, "big", True), (2**64 - 1, 8, "little", False), (-(2**63), 8, "big", True), (0x0102030405, 9, "big", False), (-2, 6, "little", True), (0, 0, "big", False)):
    data = n.to_bytes(length, order, signed=signed)
    print(data, int.from_bytes(data, order, signed=signed) == n)
for n, length, signed in ((256, 1, False), (-1, 1, False), (128, 1, True), (-129, 1, True), (1, 0, False), (2**64, 8, False)):
    try:
        print(n.to_bytes(length, "big", signed=signed))
    except OverflowError as e:
        print(e)
print((5).to_bytes(), (300).to_bytes(length=2, byteorder="little"), int.from_bytes(b"\x01\x00"), int.from_bytes(b""), int.from_bytes(b"\xff\xff", byteorder="little", signed=True))
for f in (lambda: (1).to_bytes(1, "x"), lambda: (1).to_bytes(-1, "big"), lambda: int.from_bytes(b"a", "middle")):
    try:
        print(f())
    except ValueError as e:
        print(e)
for n, places in ((15, -1), (25, -1), (-15, -1), (-25, -1), (35, -1), (1234, -2), (1250, -2), (1234, -10), (1234, 3), (10**30 + 5 * 10**9, -10), (5, None)):
    print(round(n, places), end=" ")
print(round(7), round(True), round(-(10**20), -19))
print(True & False, True | False, True ^ True, True & 1, True | 2, True + True, -True, abs(True), True << 3, True.real, False.bit_length())
print(True == 1, hash(True) == hash(1), {1: "one"}[True], [10, 20][True], repr(True), str(False), int(True), bool([]), bool(), bool("a"))
print(isinstance(True, int), issubclass(bool, int), type(True & True).__name__, type(True + 0).__name__)
