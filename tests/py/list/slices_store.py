# Slices are replaced by any iterable, of any length where the step is 1.
a = list(range(6))
a[1:3] = ["x", "y", "z"]
print(a)
a[:0] = (9, 8)
print(a)
a[len(a):] = range(2)
print(a)
a[2:6] = []
print(a)
a[3:3] = "str"
print(a)
a[::2] = [0] * len(a[::2])
print(a)
a[::-1] = list(range(len(a)))
print(a)
a[1:4] = (i * i for i in range(2))
print(a)
a[:] = a
print(a)
a[1:2] = a
print(a)
a[5:2] = [1, 2]
print(a)
for bad in ((slice(0, 4, 2), [1]), (slice(None, None, -1), [])):
    try:
        a[bad[0]] = bad[1]
    except ValueError as e:
        print("ValueError", e)
try:
    a[0:1] = 5
except TypeError as e:
    print("TypeError")
