# Extremes of arguments or of an iterable.
print(max(1, 2), min(1, 2), max(3, 1, 2), min([5, 3, 9]), max("hello"), min((4,)), max({1: 2, 7: 0}))
print(max("a", "b"), max(1.5, 1), min(-1, -1.5), max([1, 2], [1, 3]), max((), (0,)))
print(max([-3, 2, 1], key=abs), min(["bb", "a", "ccc"], key=len), max(1, -5, key=lambda x: -x), min("aB", key=str.lower))
print(max([], default="none"), min([], default=None), max([1], default=9), max(iter([3, 4])), max([2, 1], key=None))
print(max([1, 1.0, True]), max(["first", "third"], key=len), min(["first", "third"], key=len))
for f in (lambda: max([]), lambda: min(()), lambda: max(1, "a"), lambda: max(5), lambda: max(), lambda: max(1, 2, default=3), lambda: min([1, None]), lambda: max([1], foo=1)):
    try:
        f()
    except (TypeError, ValueError) as e:
        print(type(e).__name__)
try:
    max([])
except ValueError as e:
    print(e)
try:
    min(1, 2, default=3)
except TypeError as e:
    print(e)
big = 1 << 80
print(max(big, 1) == big, min([big, -big, 0]) == -big)
class V:
    def __init__(self, n):
        self.n = n
    def __lt__(self, other):
        return self.n < other.n
    def __gt__(self, other):
        return self.n > other.n
print(max(V(1), V(3), V(2)).n, min([V(4), V(2)]).n)
