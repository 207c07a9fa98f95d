# Runs of letters: counts, spaces, padding, nothing at all.
import struct

for format in ("", "<", "3x", "<3x", "0i", "0s", "<b0ih", " <b", "< b  h\t2H\n", "4s2p", "<2bx3h", "bhiq", "<bhiq", "b0i", "0ih", "10s", "1b 1b", "000b", "3c"):
    try:
        print(repr(format), struct.calcsize(format))
    except struct.error as e:
        print(repr(format), e)
for format in ("3", "<12", "b3", "y", "1y", "<n", "9999999999999999999999b", "b 3"):
    try:
        struct.calcsize(format)
        print(repr(format), "fits")
    except Exception:
        print(repr(format), "error")

print(struct.pack("<2bx3h", -1, 2, 3, -4, 5))
print(struct.unpack("<2bx3h", bytes(range(9))))
print(struct.pack(">0s3s1s", b"", b"abcd", b""), struct.unpack(">0s3s1s", b"wxyz"))
print(struct.unpack("<0i", b""), struct.pack("<0i"))

# The edges of each size, as small ints and not.
for letter, low, high in (
    ("b", -128, 127), ("B", 0, 255), ("h", -32768, 32767), ("H", 0, 65535),
    ("i", -(1 << 31), (1 << 31) - 1), ("I", 0, (1 << 32) - 1), ("q", -(1 << 63), (1 << 63) - 1), ("Q", 0, (1 << 64) - 1),
):
    for order in "<>":
        format = order + letter
        print(format, [struct.pack(format, n) for n in (low, high, 1)], [struct.unpack(format, struct.pack(format, n))[0] for n in (low, high, 1)])
        for n in (low - 1, high + 1, 1 << 30, -(1 << 30) - 1, 1.0, None, True):
            try:
                struct.pack(format, n)
                print("fits", end=" ")
            except struct.error:
                print("error", end=" ")
        print()
buffer = bytearray(12)
struct.pack_into("<BHhB", buffer, 3, 1, 2, -3, 4)
print(buffer, struct.unpack_from("<BHhB", buffer, 3), struct.unpack_from("<BHhB", memoryview(buffer)[3:]))
print(list(struct.iter_unpack("<Bh", bytes(range(9)))))
