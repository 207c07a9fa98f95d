"""str.count."""

def attempt(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e)


print("banana".count("a"), "banana".count("ana"), "banana".count(""), "".count(""), "".count("a"))
print("banana".count("a", 2), "banana".count("a", 2, 4), "banana".count("", 3), "banana".count("", 7))
print("\u00e9\u00e9".count("\u00e9"), "\u00e9\u00e9".count(""), "aaaa".count("aa"))
attempt("a".count, 5)
