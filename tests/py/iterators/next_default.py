# next() with and without a default.
it = iter([1])
print(next(it), next(it, "default"), next(it, None))
try:
    next(it)
except StopIteration as e:
    print("StopIteration", e.args)
try:
    next([1])
except TypeError as e:
    print("TypeError", e)
def gen():
    x = yield 1
    return "result"
g = gen()
print(next(g))
try:
    next(g)
except StopIteration as e:
    print("StopIteration", e.value, e.args)
print(next(g, "after"))
class Own:
    def __next__(self):
        raise StopIteration("mine")
try:
    next(Own())
except StopIteration as e:
    print(e.value)
print(next(Own(), "caught"))
for bad in (5, None, "abc", {}):
    try:
        iter(bad) if bad is None or bad == 5 else next(bad)
    except TypeError as e:
        print("TypeError", e)
