# In place and as a copy.
a = [1, 2, 3, 4, 5]
b = a.copy()
a.reverse()
print(a, b, a is b)
c = a[:]
a.clear()
print(a, c, len(a), bool(a))
a.append(1)
print(a)
for n in range(4):
    d = list(range(n))
    d.reverse()
    print(d)
nested = [[1], [2]]
shallow = nested.copy()
shallow[0].append("both")
print(nested)
