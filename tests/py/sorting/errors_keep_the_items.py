# A comparison or key that raises leaves all items in the list.
class Fuse:
    def __init__(self, n):
        self.n = n
    def __lt__(self, other):
        global left
        left -= 1
        if left < 0:
            raise ValueError("blown")
        return self.n < other.n
for budget in (0, 1, 5, 20, 60, 100):
    a = [Fuse(i * 13 % 29) for i in range(29)]
    left = budget
    try:
        a.sort()
        print("sorted")
    except ValueError as e:
        print(e, len(a), sorted(x.n for x in a) == list(range(29)))
def key(x):
    if x == 3:
        raise KeyError(x)
    return x
b = [5, 4, 3, 2]
try:
    b.sort(key=key)
except KeyError as e:
    print("KeyError", e, b)
c = [3, 1, "a", 2]
try:
    c.sort()
except TypeError as e:
    print("TypeError", e, len(c))
