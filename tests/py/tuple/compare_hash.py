# Order and hashes go by the items.
print((1, 2) == (1, 2), (1, 2) < (1, 3), (1,) < (1, 0), () < (1,), (2,) > (1, 9), (1, 2) >= (1, 2))
print((1,) == [1], () == (), (1, (2, 3)) == (1, (2, 3)), (1.0, 2) == (1, 2.0))
print(hash((1, 2)) == hash((1, 2)), hash(()) == hash(()), hash((1, "a")) == hash((1.0, "a")))
print(hash((1, 2)) == hash((2, 1)))
d = {(1, 2): "a", (): "empty", ("x", (1,)): "nested"}
print(d[(1, 2)], d[()], d["x", (1,)], (2, 1) in d)
try:
    hash((1, []))
except TypeError as e:
    print("TypeError", e)
try:
    (1, 2) < (1, "x")
except TypeError as e:
    print("TypeError", e)
class H:
    def __init__(self, n):
        self.n = n
    def __hash__(self):
        return self.n
    def __eq__(self, other):
        return self.n == other.n
print(hash((H(1), 2)) == hash((H(1), 2)), {(H(1), 2): "found"}[H(1), 2])
