# Characters and their numbers.
print(chr(65), chr(0x20ac), ord("a"), ord("\u20ac"), ord(chr(0x1f600)), ord(b"z"), ord(bytearray(b"q")), chr(0) == "\0")
for f in (lambda: chr(-1), lambda: chr(0x110000), lambda: chr(1 << 40), lambda: chr("a"), lambda: ord(""), lambda: ord("ab"), lambda: ord(5), lambda: ord(b"ab")):
    try:
        f()
    except (ValueError, TypeError, OverflowError) as e:
        print(type(e).__name__)
try:
    ord("ab")
except TypeError as e:
    print(e)
