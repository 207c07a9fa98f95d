"""struct.iter_unpack."""

import struct
print(list(struct.iter_unpack("<Hb", b"\x01\x00\xff\x02\x00\x7f")), list(struct.iter_unpack("<B", b"")))
for f, b in (("<H", b"abc"), ("", b"")):
    try:
        print(list(struct.iter_unpack(f, b)))
    except struct.error as e:
        print(e)
