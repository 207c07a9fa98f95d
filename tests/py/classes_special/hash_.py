"""Hashes: __hash__, identity, and what cannot be hashed."""


class ByHash:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return hash(self.n)

    def __eq__(self, other):
        return self.n == other.n


class OnlyEq:
    def __eq__(self, other):
        return True


class Plain:
    pass


class Child(ByHash):
    pass


class Lost(ByHash):
    def __eq__(self, other):
        return False


class Denied:
    __hash__ = None


print(hash(ByHash(5)) == hash(5), hash(Child(5)) == hash(5))
d = {ByHash(1): "one", ByHash("a"): "letter"}
print(d[ByHash(1)], d[ByHash("a")], ByHash(2) in d)
print(len({ByHash(1), ByHash(1), ByHash(2)}))
p, q = Plain(), Plain()
places = {p: 1, q: 2}
print(places[p], places[q], Plain() in places, hash(p) == hash(p))
for bad in (OnlyEq(), Lost(1), Denied(), [], {}, set(), bytearray(), (1, []), [1, 2], slice):
    try:
        hash(bad)
        print("hashed")
    except TypeError as e:
        print(e)
try:
    {[]: 1}
except TypeError as e:
    print(e)
try:
    {1, {}}
except TypeError as e:
    print(e)


class Bad:
    def __hash__(self):
        return "text"


try:
    hash(Bad())
except TypeError as e:
    print(e)
print(hash(1) == hash(1.0) == hash(True), hash(0) == hash(0.0), hash("a") == hash("a"))
print(hash((1, 2)) == hash((1, 2)), hash((1, "a")) == hash((1.0, "a")), hash(2**40) == hash(float(2**40)))
print(hash(frozenset((1, 2))) == hash(frozenset((2, 1))), hash(-1) == hash(-1.0), hash(10**20) == hash(10**20))
