"""Comparing strs."""

def attempt(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e)


words = ["", "a", "aa", "ab", "b", "B", "\u00e9", "\u4e2d", "\U0001f600", "a\x00"]
print(sorted(words))
for a in words[:6]:
    print([(a == b, a != b, a < b, a <= b, a > b, a >= b) for b in words[:6]])
print("a" == 1, "a" != 1, "a" == b"a", "abc" == "ab" + "c", hash("abc") == hash("ab" + "c"))
attempt(lambda: "a" < 1)
attempt(lambda: 1 < "a")
attempt(lambda: "a" < b"a")
print("x" in {"x": 1}, "".join(["k", "ey"]) in {"key": 1})
