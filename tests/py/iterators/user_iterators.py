# Iterators written in Python, wherever an iterable is wanted.
class Count:
    def __init__(self, n):
        self.n = n
    def __iter__(self):
        return CountIterator(self.n)
class CountIterator:
    def __init__(self, n):
        self.n = n
        self.i = 0
    def __iter__(self):
        return self
    def __next__(self):
        if self.i == self.n:
            raise StopIteration
        self.i += 1
        return self.i
c = Count(4)
print(list(c), tuple(c), sum(c), max(c), min(c), sorted(c, reverse=True), set(c) == {1, 2, 3, 4}, dict(zip(c, c)))
print(all(c), any(c), 3 in c, 9 in c, list(enumerate(c)), [*c, *c], ",".join(map(str, c)))
a, *b = c
print(a, b, dict.fromkeys(c, 0), list(map(lambda x, y: x * y, c, c)), bytes(c), sum(c, 100))
l = []
l.extend(c)
l += c
l[1:2] = c
print(l)
class NotIterator:
    def __iter__(self):
        return 5
try:
    list(NotIterator())
except TypeError as e:
    print("TypeError", e)
class Raises:
    def __iter__(self):
        raise ValueError("no iterator")
for f in (list, tuple, set, sum, max, sorted, dict, any):
    try:
        f(Raises())
    except ValueError as e:
        print(f.__name__, e)
