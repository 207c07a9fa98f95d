"""struct.pack_into and unpack_from."""

import struct
b = bytearray(10)
struct.pack_into("<HB", b, 2, 0x102, 3)
struct.pack_into(">H", b, -2, 0xabcd)
print(b, struct.unpack_from("<HB", b, 2), struct.unpack_from(">H", b, -2), struct.unpack_from("<B", b), struct.unpack_from("<H", b, offset=2), struct.unpack_from("<B", buffer=b"q"))
m = memoryview(b)[4:]
struct.pack_into("<I", m, 0, 1)
print(b)
for f in (lambda: struct.pack("<B", 256), lambda: struct.pack("<b", -129), lambda: struct.pack("<H", -1), lambda: struct.pack("<B"), lambda: struct.pack("<B", 1, 2), lambda: struct.pack("<y", 1), lambda: struct.pack("<B", "x"),
          lambda: struct.pack("<s", "x"), lambda: struct.pack("<c", b"xy"), lambda: struct.pack("<f", "x"), lambda: struct.unpack("<H", b"x"), lambda: struct.unpack_from("<H", b"abc", 2), lambda: struct.pack_into("<H", bytearray(1), 0, 1),
          lambda: struct.pack_into("<H", b"ro", 0, 1), lambda: struct.calcsize("5"), lambda: struct.pack("<i", 2**31)):
    try:
        print(f())
    except (struct.error, TypeError):
        print("error")
