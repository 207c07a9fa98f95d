# What zip and enumerate take from iterators that others use too, and what they do when one of them ends or fails.

a, b = iter([1, 2, 3, 4, 5]), iter((6, 7))
print(list(zip(a, b)), list(a))

a = iter([1, 2, 3, 4, 5])
for pair in zip(a, a):
    print(pair)
print(list(a))

a = iter(range(5))
for pair in zip(a, [1, 2]):
    print(pair)
print(next(a, "end"))

numbers = [1, 2]
for i, n in enumerate(numbers):
    if i < 4:
        numbers.append(i)
print(numbers)

it = iter(numbers)
for n in it:
    pass
numbers.append(7)
print(list(it), list(zip(it, "ab")))

for a, b in zip("xyz", {1: 2, 3: 4}.items()):
    print(a, b)
for i, (a, b) in enumerate(zip(b"ab", bytearray(b"cd")), -1):
    print(i, a, b)
for i, (j, (k, (m, (n, o)))) in enumerate(enumerate(enumerate(enumerate(enumerate("pq"))))):
    print(i, j, k, m, n, o)
for z in zip(zip(zip(zip([1, 2], [3, 4]), range(2)), "ab"), (5, 6, 7)):
    print(z)
print(list(zip()), list(zip([])), list(zip([1], [])), list(zip([1, 2], (3, 4), range(5, 9))))

d = {1: 1, 2: 2, 3: 3}
a = iter([10, 20, 30, 40])
try:
    for x, y in zip(a, d):
        d[x] = y
except RuntimeError as e:
    print(e, list(a))


def count():
    yield from range(3)


print(list(zip(count(), [7, 8])), list(enumerate(count(), 2**30 - 2)))
for i, n in enumerate([1, 2, 3], 2**30 - 2):
    print(i, n)
for i, n in enumerate((1, 2, 3), 2**70):
    print(i, n)
for n in range(2**30 - 3, 2**30 - 1):
    print(n)
print([n for n in iter(range(2**30 - 3, 2**30 + 1))], list(zip(range(-(2**30), 0, 2**29), range(3, 0, -1))))

try:
    for z in zip([1, 2], [3], strict=True):
        print(z)
except ValueError as e:
    print(e)


class Counter:
    def __init__(self):
        self.n = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.n += 1
        if self.n > 2:
            raise StopIteration
        return self.n


print(list(zip(Counter(), "abc")), list(enumerate(Counter())))

print(min(2.5, 1), min(1, 2.5), max(1, 1.0), max(1.0, 1), min([3, 1.5, 2]), max((1, 2, 2.5)), max(True, 0))
print(min("b", "a"), max([[1], [2]]), sum([1, 2], 3), sum((1, 2.5)), sum([], 5))
print(isinstance(1, (str, int)), isinstance(True, (str, (bytes, int))), isinstance("", (int, float)))
try:
    isinstance(1, (str, 5))
except TypeError as e:
    print(e)
try:
    max([])
except ValueError as e:
    print(e)
print(chr(97), chr(233), abs(-(2**30)), abs(-1.5), abs(True), divmod(-7, 2), len("äb"), len(range(5)), len({1: 2}))
