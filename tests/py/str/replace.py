"""str.replace."""

def attempt(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e)


print("banana".replace("a", "o"), "banana".replace("a", ""), "banana".replace("an", "<>"), "banana".replace("x", "y"))
print("banana".replace("a", "o", 2), "banana".replace("a", "o", 0), "banana".replace("a", "o", -1))
print("abc".replace("", "-"), "abc".replace("", "-", 2), "".replace("", "x"), "".replace("a", "x"))
print("a\u00e9b".replace("", "."), "\u00e9x\u00e9".replace("\u00e9", "ee"), "aXbX".replace("X", "\u4e2d"))
print("banana".replace("a", "o", count=1))

attempt("a".replace, 1, "a")
attempt("a".replace, "a", 1)
s = "same"
print(s.replace("z", "y") is s)
