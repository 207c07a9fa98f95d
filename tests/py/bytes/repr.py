"""repr of bytes and bytearrays."""

print(b"plain", b"it's", b'say "x"', b"both ' \"", b"\x00\x1f\x7f\x80\xff", b"\t\n\r\\", bytearray(b"a'\xff"), bytes(range(32, 127)))
print(str(b"a"), "%s" % b"a", [b"x", bytearray()])
