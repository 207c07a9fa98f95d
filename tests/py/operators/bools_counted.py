# Bools where ints are counted, stored and looked up.
def count():
    n = 0
    for i in range(5):
        n += i > 2
        n -= i == 0
        n |= i == 1
    return n


print(count())
n = 2**30 - 1
n += True
print(n)
n = -(2**30)
n += False
print(n, type(n).__name__)
n = 2**64
n += True
print(n)
b = True
b += True
print(b)
b = False
b += False
print(b, type(b).__name__)
b = True
b += 2**30 - 1
print(b)
b = True
b |= False
print(b)
f = 0.5
f += True
print(f)
try:
    s = "a"
    s += True
except TypeError as e:
    print(e)
try:
    x = None
    x += True
except TypeError as e:
    print(e)

buffer = bytearray(4)
buffer[0] = True
buffer[1] = False
buffer[-1] = 3 > 2
print(buffer)
for wrong in (256, -1, None, 1.0, "a"):
    try:
        buffer[0] = wrong
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
try:
    buffer[4] = True
except IndexError as e:
    print(e)


class Hashed:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return hash(self.n)

    def __eq__(self, other):
        return self.n == other


# Membership, by key and by equality.
s = {1, "b", 2**40, (1, 2), None, 2.0}
d = dict.fromkeys(s)
for key in (1, True, 1.0, "b", "c", 2**40, (1, 2), (1, 3), None, 2, 3, 2.5, Hashed(1), Hashed("b"), Hashed(9), b"b"):
    print(key in s, key in d, key not in s)
for key in ([], {}, {1}, [1, 2]):
    try:
        print(key in s)
    except TypeError as e:
        print(e)
    try:
        print(key in d)
    except TypeError as e:
        print(e)
print({1} in {frozenset({1})}, {1} in {frozenset({2}), 3}, 1 in set(), 1 in {}, "a" in set())
big = set(range(50)) | {Hashed(70)}
print(49 in big, 50 in big, 70 in big, Hashed(3) in big, "3" in big)


class Sub(set):
    pass


class Contains(dict):
    def __contains__(self, key):
        return key == "all"


print(1 in Sub([1]), 2 in Sub([1]), "all" in Contains(), 1 in Contains({1: 2}))
