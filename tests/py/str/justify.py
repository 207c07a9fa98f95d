"""center, ljust, rjust, zfill, expandtabs."""

def attempt(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e)


for w in (0, 3, 4, 5, 6, 7, 8, -1):
    print(repr("abc".center(w)), repr("abcd".center(w, "*")), repr("abc".ljust(w)), repr("abc".rjust(w, ".")))
for s in ("5", "-5", "+5", "", "-", "abc", "--1"):
    print(repr(s.zfill(4)), repr(s.zfill(1)))
print("\u00e9".center(4, "\u4e2d"), "\u00e9".zfill(3), repr("\u00e9\u00e8".ljust(4)))
attempt("a".center, 5, "xy")
attempt("a".center, 5, 1)
attempt("a".center, "5")
print(b"ab".center(5), b"ab".ljust(4, b"."), bytearray(b"7").zfill(3), b"ab".rjust(3))
attempt(b"a".center, 5, b"xy")
print(repr("a\tb\tcc\td".expandtabs()), repr("a\tb".expandtabs(4)), repr("ab\tc\n\td".expandtabs(3)), repr("a\tb".expandtabs(0)))
print(repr("\u00e9\tb".expandtabs(tabsize=2)), b"a\tb".expandtabs(4))
