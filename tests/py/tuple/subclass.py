# Classes that derive from tuple.
class Point(tuple):
    def __new__(cls, x, y):
        return super().__new__(cls, (x, y))
    @property
    def x(self):
        return self[0]
    def __add__(self, other):
        return Point(self[0] + other[0], self[1] + other[1])
p = Point(1, 2)
print(p, p.x, len(p), p == (1, 2), p + Point(3, 4), type(p + p) is Point)
a, b = p
print(a, b, list(p), hash(p) == hash((1, 2)), p in {(1, 2): 0}, p[::-1], 2 in p)
print(isinstance(p, tuple), p < (1, 3), p * 2, sorted([Point(2, 1), Point(1, 5)]))
