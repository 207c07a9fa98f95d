import sys


class Sequence:
    def __getitem__(self, i):
        raise IndexError


iterators = [
    iter([]), iter(()), iter({}), iter({}.values()), iter({}.items()), iter(set()), iter(frozenset()),
    iter(int, 1), iter(range(1)), reversed({}), reversed({}.values()), reversed({}.items()),
    enumerate([]), zip(), map(str, []), filter(None, []), iter(Sequence()), iter('é'),
]
for it in iterators:
    print(type(it).__name__, isinstance(it, type(it)), iter(it) is it)
print(type(iter([])) is type(iter([1])), type(iter([])) is type(iter(())))
print(next(iter([5])), type(iter([])).__mro__[1:])
try:
    iter([]) + 1
except TypeError as e:
    print(e)
try:
    iter([]).nope
except AttributeError as e:
    print(e)
for ask in (isinstance, issubclass):
    try:
        ask([] if ask is isinstance else list, list[int])
    except TypeError as e:
        print(e)
