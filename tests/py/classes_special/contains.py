"""`in`: __contains__, then iteration, then __getitem__."""


class ByContains:
    def __contains__(self, item):
        return item


class ByIter:
    def __iter__(self):
        return iter([1, 2, 3])


class ByItem:
    def __getitem__(self, i):
        if i > 3:
            raise IndexError
        return i * 10


class Nothing:
    pass


class Refuses:
    __contains__ = None

    def __iter__(self):
        return iter([1])


print(1 in ByContains(), 0 in ByContains(), "" in ByContains(), [] not in ByContains())
print(2 in ByIter(), 5 in ByIter(), 2 not in ByIter())
print(20 in ByItem(), 25 in ByItem())
for container in (Nothing(), 5, None, Refuses()):
    try:
        print(1 in container)
    except TypeError as e:
        print(e)
print("b" in "abc", "" in "abc", "bd" in "abc", 98 in b"abc", b"bc" in b"abc")
try:
    1 in "abc"
except TypeError as e:
    print(e)
print(3 in range(5), 7 in range(0, 10, 2), "a" in {"a": 1}, 1 in {1, 2}, (1,) in [(1,)])


def numbers():
    yield 1
    yield 2
    yield 3


g = numbers()
print(2 in g, list(g))


class Sub(list):
    def __contains__(self, item):
        return not list.__contains__(self, item)


print(1 in Sub([1]), 2 in Sub([1]))
