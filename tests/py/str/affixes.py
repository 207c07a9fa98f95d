"""startswith, endswith, removeprefix, removesuffix."""

def attempt(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e)


s = "filename.txt"
print(s.startswith("file"), s.startswith("name", 4), s.startswith("name", 4, 7), s.startswith(""), s.startswith("", 13))
print(s.endswith(".txt"), s.endswith("name", 0, 8), s.endswith((".py", ".txt")), s.startswith(("a", "b")), s.startswith(()))
print("".startswith(""), "".endswith("", 0), "abc".startswith("", 3), "abc".startswith("", 4), "abc".endswith("c", -1))
print(s.removeprefix("file"), s.removeprefix("x"), s.removesuffix(".txt"), s.removesuffix(""), "aa".removesuffix("aa") == "")
print("\u00e9t\u00e9".startswith("t", 1), "\u00e9t\u00e9".endswith("t", 0, 2))
attempt(s.startswith, 1)
attempt(s.endswith, ("a", 1))
attempt(s.startswith, ["a"])
attempt(s.removeprefix, 1)
