# Growing and shrinking with int keys.
d = {}
for i in range(2000):
    d[i * 7] = i
print(len(d), d[7], d[1999 * 7], 8 in d)
for i in range(0, 2000, 2):
    del d[i * 7]
print(len(d), list(d)[:5], list(d)[-3:])
for i in range(1000):
    d[i] = -i
print(len(d), d[999], d[7], sum(d.values()))
for k in list(d):
    del d[k]
print(d, len(d))
d[5] = 5
print(d)
for i in range(-50, 50):
    d[i << 16] = i
print(len(d), d[-50 << 16], d[49 << 16])
