"""Texts that no memory holds."""

for make in (lambda: "ab" * (1 << 62), lambda: "x".center(1 << 62), lambda: "\t".expandtabs(1 << 62), lambda: b"ab" * (1 << 62),
             lambda: bytearray(b"ab") * (1 << 62), lambda: bytes(1 << 62)):
    try:
        print(make())
    except (MemoryError, OverflowError):
        print("too much")
