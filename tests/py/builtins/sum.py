# Sums of numbers, and of what can be added.
print(sum([1, 2, 3]), sum([]), sum([], 5), sum((1, 2), 10), sum([1], start=2), sum(range(10)), sum({1: 0, 2: 0}))
print(sum([0.5, 0.25]), sum([1, 0.5]), sum([0.5, 1, 2]), sum([True, True]), sum([1 << 40, 1 << 41]))
print(sum([[1], [2]], []), sum([(1,), (2,)], ()), sum(x * x for x in range(4)), sum([(1 << 30) - 1] * 4))
for args in (([1, "a"],), (["a"], ""), ([b"a"], b""), (5,), ([1], None)):
    try:
        sum(*args)
    except TypeError as e:
        print("TypeError", e)
class Money:
    def __init__(self, n):
        self.n = n
    def __add__(self, other):
        return Money(self.n + (other.n if isinstance(other, Money) else other))
    __radd__ = __add__
print(sum([Money(1), Money(2)]).n, sum([Money(1)], Money(5)).n)
