# Beyond the small ints, and beyond 32 bits.
big = 1 << 40
r = range(big, big + 10, 3)
print(list(r), len(r), r[1], r[-1], big + 3 in r, big + 4 in r, r)
print(list(range(-big, -big - 3, -1)), len(range(0, big, big // 4)))
edge = (1 << 30) - 3
print(list(range(edge, edge + 6)), sum(range(edge, edge + 6)))
print(list(range(-edge - 6, -edge)), [i for i in range(edge, edge + 6, 2)])
n = 0
for i in range((1 << 30) - 2, 1 << 30):
    n += i
print(n)
for i in range((1 << 31) - 2, (1 << 31) + 2):
    print(i, end=" ")
print()
print(list(reversed(range(big, big + 3))), range(big)[5:7], range(1 << 62)[-1])
