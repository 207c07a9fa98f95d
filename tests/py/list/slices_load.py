# Slices with any bounds and steps.
a = list(range(10))
print(a[2:5], a[:3], a[7:], a[:], a[5:2])
print(a[::2], a[1::3], a[::-1], a[8:2:-2], a[-3:], a[:-3], a[-100:100])
print(a[100:], a[5:5], a[-1:0:-1], a[:2:-1], a[True:3])
try:
    a[::0]
except ValueError as e:
    print("ValueError", e)
try:
    a["x":]
except TypeError as e:
    print("TypeError", e)
class Index:
    def __index__(self):
        return 3
print(a[Index():], a[:Index()], a[Index()])
print(a[slice(1, 4)], a[slice(None, None, 4)])
big = 1 << 70
print(a[-big:big], a[big:], a[::big])
