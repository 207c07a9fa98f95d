# Comparisons are about containment.
a, b = {1, 2}, {1, 2, 3}
print(a < b, a <= b, b > a, b >= a, a < a, a <= a, a == {2, 1}, a != b, {1} < {2}, {2} > {1})
print(a.issubset(b), b.issuperset(a), a.issubset([1, 2, 5]), a.isdisjoint({3}), a.isdisjoint([2]))
print(set() < {1}, set() <= set(), {1} == frozenset([1]), {1} == [1], a == 5)
try:
    {1} < [1, 2]
except TypeError as e:
    print("TypeError", e)
