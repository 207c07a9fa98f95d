# Loading and storing single items.
a = [1, 2, 3]
a[0] = "a"
a[-1] = "c"
a[True] = "b"
print(a, a[0], a[-3], a[False])
for i in (3, -4, 1 << 40):
    try:
        a[i]
    except IndexError as e:
        print("IndexError", e)
    try:
        a[i] = 0
    except IndexError as e:
        print("IndexError", e)
for key in ("x", 1.0, None, (1, 2)):
    try:
        a[key]
    except TypeError as e:
        print("TypeError", e)
try:
    a["x"] = 1
except TypeError as e:
    print("TypeError", e)
