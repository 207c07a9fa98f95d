# Iterators of ranges, both ways.
it = iter(range(3))
print(next(it), list(it), next(it, "end"))
print(list(reversed(range(5))), list(reversed(range(0))), list(reversed(range(1, 10, 4))), list(reversed(range(5, 0, -2))))
a = iter(range(4))
b = iter(range(4))
next(a)
print(next(a), next(b), list(zip(a, b)))
print(it is iter(it), max(range(7)), min(range(3, 9)), sum(range(101)), sorted(range(3), reverse=True))
x, y, *z = range(6)
print(x, y, z, tuple(range(3)), set(range(2)) == {0, 1})
for i in range(3):
    i += 10
    print(i, end=" ")
print()
