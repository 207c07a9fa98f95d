"""Format specs that ints refuse."""

def attempt(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e)


for spec in ("s", "q", ".3", ".3d", "+c", "#c", ",x", "_c", "5,,", ",_", "d5", "zd", ".", "99999999999999999999", "\u4e2d", "dd"):
    attempt(format, 1, spec)
attempt(format, -1, "c")
attempt(format, 0x110000, "c")
attempt(format, 1, 5)
