"""str.split by a separator and by white space."""

def attempt(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e)


print("a,b,,c".split(","), ",".split(","), "".split(","), "abc".split(","))
print("a,b,c,d".split(",", 2), "a,b,c,d".split(",", 0), "a,b".split(",", -1))
print("  one two\t\tthree\n ".split(), "".split(), "   ".split())
print("  one two  three ".split(None, 1), " a b ".split(None, 0), "  ".split(None, 3))
print("a--b--c".split("--"), "aaa".split("aa"), "x".split("xyz"))
print("a b c".split(sep=" ", maxsplit=1), "a b c".split(maxsplit=1))
print("1<>2<>3".split("<>", maxsplit=1))
attempt("a".split, "")
attempt("a".split, 1)
print("\u00e9 \u00e8\u00a0x".split(), "\u00e9-\u00e8".split("-"))
print("a\x1cb\x1dc".split())
