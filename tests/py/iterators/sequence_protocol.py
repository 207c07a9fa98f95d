# __getitem__ alone makes an object iterable.
class Squares:
    def __getitem__(self, i):
        if i > 4:
            raise IndexError
        return i * i
print(list(Squares()), 9 in Squares(), 10 in Squares(), sum(Squares()), max(Squares()), sorted(Squares(), reverse=True))
a, b, *c = Squares()
print(a, b, c, tuple(Squares()), list(zip(Squares(), "abc")), [x for x in Squares() if x % 2])
it = iter(Squares())
print(next(it), next(it), list(it), next(it, "end"))
class Broken:
    def __getitem__(self, i):
        if i == 2:
            raise ValueError("broken at 2")
        return i
try:
    for x in Broken():
        print(x)
except ValueError as e:
    print(e)
