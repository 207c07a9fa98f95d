# Functions over items.
print(list(map(str, range(3))), list(map(lambda a, b: a + b, [1, 2, 3], [10, 20])), list(map(max, [1, 5], [4, 2], [3, 3])))
print(list(filter(None, [0, 1, "", "a", [], [0]])), list(filter(lambda x: x % 2, range(8))))
m = map(int, ["1", "x", "2"])
print(next(m))
try:
    next(m)
except ValueError as e:
    print("ValueError", e)
print(next(m), next(m, "end"), iter(m) is m)
f = filter(str.isdigit, "a1b2")
print(next(f), list(f))
for g in (lambda: map(str), lambda: map(), lambda: map(str, 5), lambda: filter(None), lambda: filter(None, 5), lambda: list(map(5, [1]))):
    try:
        g()
    except TypeError as e:
        print("TypeError")
print(sum(map(len, ["a", "bb"])), list(map(lambda *a: a, "ab", "cd", "ef")))
class Countdown:
    def __init__(self, n):
        self.n = n
    def __iter__(self):
        return self
    def __next__(self):
        self.n -= 1
        if self.n < 0:
            raise StopIteration
        return self.n
print(list(map(lambda x: x * 2, Countdown(4))), list(filter(None, Countdown(3))), list(zip(Countdown(3), Countdown(2))))
