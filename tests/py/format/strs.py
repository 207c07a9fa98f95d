"""Format specs of strs."""

def attempt(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e)


for spec in ("", "s", "5", "<5", ">5", "^5", "*^6", "05", ".2", "5.2", ">5.2s", "\u4e2d^6", "0", ".0", "<", "3"):
    print(repr(spec), repr(format("abc", spec)), repr(format("\u00e9\u4e2d", spec)))
for spec in ("d", "x", "+", " ", "#", "=5", ",", "_", "zs", "5q", "ss"):
    attempt(format, "abc", spec)
