# A slice of a range is a range.
r = range(10)
print(r[2:5], r[::2], r[::-1], r[5:2], r[-3:], r[:], list(r[8:1:-3]))
s = range(1, 20, 3)
print(s[1:], s[::2], s[::-1], s[-2:], list(s[::-2]), s[100:], s[1:3][0])
print(range(10, 0, -1)[::3], list(range(10, 0, -1)[2:6]))
