"""Iteration: __iter__ and __next__, the sequence protocol, and what is refused."""


class Count:
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


class Sequence:
    def __getitem__(self, i):
        if i == 3:
            raise IndexError(i)
        return "abc"[i]


class Generated:
    def __iter__(self):
        yield 1
        yield 2


class NotIterator:
    def __iter__(self):
        return 5


class Refuses:
    __iter__ = None

    def __getitem__(self, i):
        return i


class Fails:
    def __getitem__(self, i):
        raise ValueError("from item")


print(list(Count(3)), tuple(Sequence()), sum(Generated()), max(Count(4)))
for x in Sequence():
    print(x, end=" ")
print()
a, *b = Count(4)
print(a, b)
it = iter(Sequence())
print(next(it), next(it), next(it), next(it, "end"), next(it, "end"))
it = iter(Count(1))
print(next(it))
try:
    next(it)
except StopIteration as e:
    print("stop", e.args)
for bad in (NotIterator(), Refuses(), 5, None, Fails(), object):
    try:
        iter(bad)
        for x in bad:
            pass
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
for bad in ([], Sequence(), 5):
    try:
        next(bad)
    except TypeError as e:
        print(e)
it = iter([1, 2])
print(iter(it) is it)
print([x + y for x in Count(2) for y in Generated()])


class Custom(StopIteration):
    pass


class Ends:
    def __iter__(self):
        return self

    def __next__(self):
        raise Custom("over")


print(list(Ends()))
