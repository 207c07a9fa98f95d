"""struct.pack, unpack and calcsize."""

import struct
for f in ("<b", "<BHI", ">BHI", "<hhl", "=iq", "!Q", "<3s", "<2h", "< h h", "<4x", "<3sxB", "<0s", "<5p", "<?", "<c", "<0i", ""):
    print(repr(f), struct.calcsize(f))
print(struct.pack("<BHhB", 1, 0x1234, -2, 255), struct.pack(">BHhB", 1, 0x1234, -2, 255), struct.pack("<3s", b"abcd"), struct.pack("<5s", b"ab"), struct.pack("<2xB", 7))
print(struct.pack("<iq", -1, 2**40), struct.pack(">Q", 2**64 - 1), struct.pack("<f", 1.5), struct.pack(">d", -0.5), struct.pack("<?c?", True, b"x", 0), struct.pack("<5p", b"abc"), struct.pack("<e", 1.5))
print(struct.unpack("<BHhB", b"\x01\x34\x12\xfe\xff\xff"), struct.unpack(">I", b"\x00\x00\x01\x00"), struct.unpack("<3s2x", b"abc\x00\x00"), struct.unpack("<f", struct.pack("<f", 0.25)), struct.unpack(">q", b"\xff" * 8), struct.unpack("<5p", b"\x02abcd"), struct.unpack("<?", b"\x02"), struct.unpack(">e", b"\x3c\x00"))
print(struct.unpack("", b""), struct.unpack("<2h", bytearray(b"\x01\x00\x02\x00")), struct.unpack("<H", memoryview(b"ab")))
