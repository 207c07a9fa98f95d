"""str.encode and errors."""

def attempt(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e)


print("abc".encode(), "caf\u00e9".encode(), "\u4e2d\U0001f600".encode("utf-8"), "abc".encode("ascii"), "caf\u00e9".encode("latin-1"))
print("a\u00e9b".encode("ascii", "ignore"), "a\u00e9b".encode("ascii", "replace"), "a\u00e9\u4e2d\U0001f600".encode("ascii", "backslashreplace"))
print("a\u00e9".encode("utf-16-le"), "a\U0001f600".encode("utf-16-be"), "hi".encode("utf-16"))
print("x".encode("UTF8"), "x".encode("US-ASCII"), "x".encode("ISO-8859-1"), "x".encode(encoding="latin1", errors="strict"))
attempt("a\u00e9".encode, "ascii")
attempt("a\u00e9\u00e8b".encode, "ascii")
attempt("\u4e2d".encode, "latin-1")
attempt("a".encode, "klingon")
attempt("\u00e9".encode, "ascii", "nonsense")
attempt("a".encode, 1)
