# del of items and slices.
a = list(range(12))
del a[0], a[-1], a[3]
print(a)
del a[1:3]
print(a)
del a[::2]
print(a)
a = list(range(10))
del a[::-3]
print(a)
del a[100:], a[:0]
print(a)
del a[:]
print(a)
try:
    del a[0]
except IndexError as e:
    print("IndexError", e)
a = list(range(100))
del a[5:95]
print(a)
del a[1:9:3]
print(a)
