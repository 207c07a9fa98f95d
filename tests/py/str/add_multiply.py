"""+ and * of strs."""

def attempt(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e)


s = "ab"
s += "cd"
print(s, s + "", "" + s, "x" * 3, 3 * "xy", "x" * 0 == "", "x" * -1 == "", "\u00e9" * 2, True * "t")
attempt(lambda: "a" + 1)
attempt(lambda: "a" + b"b")
attempt(lambda: 1 + "a")
attempt(lambda: "a" * "b")
attempt(lambda: "a" * 1.5)
attempt(lambda: "a" - "b")
t = s
t *= 2
print(s, t)
class I:
    def __index__(self):
        return 2
print("ab" * I())
