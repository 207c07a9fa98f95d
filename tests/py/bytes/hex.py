"""hex and fromhex."""

def attempt(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e)


print(b"\x00\xab\xff".hex(), b"".hex(), b"\x01\x02\x03\x04\x05".hex(":"), b"\x01\x02\x03\x04\x05".hex("-", 2), b"\x01\x02\x03\x04\x05".hex(".", -2), bytearray(b"az").hex(), b"ab".hex(sep=b" ", bytes_per_sep=1))
print(bytes.fromhex("00abFF"), bytes.fromhex(" 01 02\n03 "), bytes.fromhex(""), bytearray.fromhex("2122"))
attempt(bytes.fromhex, "0")
attempt(bytes.fromhex, "0g")
attempt(bytes.fromhex, "0 1")
attempt(bytes.fromhex, 5)
attempt(b"a".hex, "xy")
attempt(b"a".hex, 1)
