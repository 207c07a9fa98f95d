"""Format specs that floats refuse."""

def attempt(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e)


for spec in ("d", "s", "x", "c", "b", ",x", "5q", ".f", "..2f"):
    attempt(format, 1.5, spec)
