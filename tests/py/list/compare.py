# only: f64
# Item by item, then by length.
print([1, 2] == [1, 2], [1, 2] != [1, 2], [1, 2] == [1, 3], [1] == [1, 2])
print([1, 2] < [1, 3], [1, 2] < [1, 2, 0], [] < [0], [2] < [1, 5], [1, 2] <= [1, 2])
print([1, 2] > [1, 3], [3] > [1, 2], [1, 2] >= [1, 2], [[1], 2] < [[1], 3])
print([1] == (1,), [1] == 1, [] == [], ["a", "b"] < ["a", "c"])
print([1, True] == [True, 1], [1.0] == [1], [None] == [None])
try:
    [1] < ["a"]
except TypeError as e:
    print("TypeError", e)
try:
    [1] < (1,)
except TypeError as e:
    print("TypeError", e)
nan = float("nan")
print([nan] == [nan], nan == nan)
class Odd:
    def __init__(self, n):
        self.n = n
    def __eq__(self, other):
        print("eq", self.n)
        return self.n == other.n
    def __lt__(self, other):
        print("lt", self.n)
        return self.n < other.n
print([Odd(1), Odd(2)] == [Odd(1), Odd(2)])
print([Odd(1), Odd(2)] < [Odd(1), Odd(3)])
a = []
a.append(a)
try:
    b = []
    b.append(b)
    a == b
except RecursionError:
    print("RecursionError")
