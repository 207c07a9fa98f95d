"""Indexing strs."""

def attempt(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e)


s = "hello"
print(s[0], s[4], s[-1], s[-5], s[True])
for i in (5, -6, 100, -100):
    attempt(lambda: s[i])
attempt(lambda: s["a"])
attempt(lambda: s[1.0])
attempt(lambda: s[None])
t = "a\u00e9\u4e2d\U0001f600z"
print([t[i] for i in range(-5, 5)], len(t))
attempt(lambda: t[5])
class I:
    def __index__(self):
        return 2
print(s[I()], t[I()])
attempt(lambda: ""[0])
print("x"[0] is "x")
