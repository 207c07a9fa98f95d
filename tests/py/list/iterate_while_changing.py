# A list iterator sees the list as it is.
a = [1, 2, 3]
for x in a:
    if len(a) < 8:
        a.append(x * 10)
print(a)
seen = []
b = [1, 2, 3, 4, 5, 6]
for x in b:
    seen.append(x)
    b.remove(x)
print(seen, b)
it = iter([1, 2])
print(next(it), next(it), next(it, "end"), next(it, "end"))
c = [1]
it = iter(c)
print(list(it))
c.append(2)
print(list(it), "exhausted for good")
