"""str.find, rfind, index, rindex."""

def attempt(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e)


s = "hello world"
print(s.find("o"), s.rfind("o"), s.find("o", 5), s.find("o", 5, 7), s.rfind("o", 0, 5), s.find("xyz"))
print(s.find(""), s.rfind(""), s.find("", 11), s.find("", 12), s.find("", 5, 3), s.rfind("", 2, 4))
print(s.find("o", -4), s.find("o", None, 5), s.find("world", 6), s.find("world", 7), s.find("h", -100))
print(s.index("w"), s.rindex("l"))
attempt(s.index, "z")
attempt(s.rindex, "h", 1)
attempt(s.find, 1)

t = "a\u00e9b\u4e2dc\U0001f600d"
print(t.find("b"), t.find("\u4e2d"), t.rfind("d"), t.find("c", 5), t.find("b", 0, 2), t.index("\U0001f600"))
print("aaa".find("aa"), "aaa".rfind("aa"), "abab".find("bab"), "mississippi".find("issip"), "aab".rfind("ab"))
