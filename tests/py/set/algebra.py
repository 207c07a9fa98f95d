# Operators want sets; methods take any iterable.
a, b = {1, 2, 3, 4}, {3, 4, 5}
print(sorted(a | b), sorted(a & b), sorted(a - b), sorted(a ^ b))
print(sorted(a.union([9], (8,))), sorted(a.intersection([1, 2, 9], {2})), sorted(a.difference([1], [2])))
print(sorted(a.symmetric_difference([4, 10])), sorted(a.union()), sorted(a))
c = set(a)
c |= {7}
print(sorted(c))
c &= {1, 2, 7}
print(sorted(c))
c -= {1}
print(sorted(c))
c ^= {2, 3}
print(sorted(c))
c.update([1, 2], "x", {3: 4})
print(len(c))
c.intersection_update([1, 2, 3])
print(sorted(c))
c.difference_update([1], [2])
print(sorted(c))
c.symmetric_difference_update([3, 5])
print(sorted(c))
for f in (lambda: {1} | [1], lambda: {1} & 5, lambda: {1} + {2}, lambda: [1] - {1}):
    try:
        f()
    except TypeError as e:
        print("TypeError", e)
d = {1, 2}
d -= d
print(d)
