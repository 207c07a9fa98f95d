"""str.strip, lstrip and rstrip."""

def attempt(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e)


print(repr("  a b \t\n".strip()), repr("  a ".lstrip()), repr("  a ".rstrip()), repr("   ".strip()))
print("xxaxx".strip("x"), "xyaxyx".strip("xy"), "xyaxyx".lstrip("yx"), "xyaxyx".rstrip("yx"))
print("abc".strip(""), "abc".strip("abc") == "", "abc".strip(None))
print(repr("\u2003\u00a0e\u0301 ".strip()), "\u00e9a\u00e9".strip("\u00e9"), "\u00e9a\u00e8".strip("\u00e8"))
attempt("a".strip, 1)
s = "plain"
print(s.strip() is s)
print(b"  a ".strip(), b"xax".strip(b"x"), bytearray(b" q ").rstrip())
attempt(b"a".strip, "a")
