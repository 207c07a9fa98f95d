"""Slices of strs."""

def attempt(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e)


s = "0123456789"
print(s[2:5], s[:3], s[7:], s[-3:], s[:-3], s[5:2] == "", s[:], s[::2], s[1::3], s[::-1], s[8:2:-2], s[-1:-4:-1])
print(s[100:], s[-100:2], s[2:100], s[::100], s[::-100], s[3:3] == "")
attempt(lambda: s[::0])
attempt(lambda: s["a":])
t = "a\u00e9\u4e2d\U0001f600z"
print(t[1:3], t[::-1], t[::2], t[-2:], t[:2], t[3:0:-1])
print(s[:] is s, s[2:4] in s)
class I:
    def __index__(self):
        return 4
print(s[I():], s[:I()], s[::I()])
