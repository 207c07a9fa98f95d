"""chr and ord."""

def attempt(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e)


print(chr(65), chr(0xe9), chr(0x4e2d), chr(0x1f600), repr(chr(0)), ord("a"), ord("\u4e2d"), ord("\U0010ffff"), ord(b"a"))
attempt(chr, -1)
attempt(chr, 0x110000)
attempt(ord, "")
attempt(ord, "ab")
attempt(ord, 1)
print(all(ord(chr(i)) == i for i in range(0, 0x3000, 7)))
