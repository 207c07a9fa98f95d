# Membership by arithmetic; equality by items.
r = range(0, 100, 5)
print(10 in r, 11 in r, 100 in r, -5 in r, 5.0 in r, 5.5 in r, "a" in r, None in r, True in range(2))
print(range(3) == range(0, 3, 1), range(0) == range(5, 2), range(0, 3, 2) == range(0, 4, 2), range(3) == [0, 1, 2], range(1) == range(0, 1, 7))
print(range(3) != range(4), hash(range(3)) == hash(range(0, 3)), {range(2): "r"}[range(2)])
print(r.index(15), r.count(15), r.count(16))
try:
    r.index(16)
except ValueError as e:
    print("ValueError", e)
try:
    range(2) < range(3)
except TypeError as e:
    print("TypeError", e)
class Three:
    def __eq__(self, other):
        return other == 3
print(Three() in range(5), Three() in range(3), range(5).index(Three()), range(5).count(Three()))
