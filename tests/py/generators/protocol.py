"""Generators: next, send, throw, close, return values, yield from."""


def count(n):
    for i in range(n):
        yield i


print(list(count(4)), sum(count(5)), tuple(count(0)))
g = count(2)
print(next(g), next(g), next(g, "end"), next(g, "end"))


def echo():
    got = yield "ready"
    while got is not None:
        got = yield got * 2
    return "done"


e = echo()
print(next(e), e.send(1), e.send("ab"))
try:
    e.send(None)
except StopIteration as stop:
    print("value", stop.value)
try:
    echo().send(1)
except TypeError:
    print("not started")


def guarded():
    try:
        yield 1
        yield 2
    except ValueError as error:
        print("inside", error)
        yield "handled"
    finally:
        print("cleaned")


g = guarded()
print(next(g), g.throw(ValueError("thrown")))
print(next(g, "end"))
g = guarded()
next(g)
g.close()
g.close()
try:
    next(g)
except StopIteration:
    print("closed")
g = guarded()
next(g)
try:
    g.throw(KeyError("through"))
except KeyError as error:
    print("out", error)


def stubborn():
    try:
        yield 1
    except GeneratorExit:
        yield 2


s = stubborn()
next(s)
try:
    s.close()
except RuntimeError:
    print("ignored GeneratorExit")


def inner():
    x = yield 1
    print("inner got", x)
    try:
        yield 2
    except ValueError:
        print("inner caught")
    return "result"


def outer():
    value = yield from inner()
    print("outer got", value)
    yield from [10, 20]
    yield from (c for c in "ab")
    return 99


o = outer()
print(next(o), o.send("s"), o.throw(ValueError), list(o))


def wrong():
    yield 1
    raise StopIteration


w = wrong()
next(w)
try:
    next(w)
except RuntimeError:
    print("PEP 479")


def itself():
    yield next(me)


me = itself()
try:
    next(me)
except ValueError:
    print("already executing")


def tree(n):
    if n:
        yield from tree(n - 1)
        yield n
        yield from tree(n - 1)


print(list(tree(4)))
print(sorted(x * y for x in range(3) for y in range(3) if x != y))
gen = (print("made", i) or i for i in range(2))
print("lazy")
print(list(gen))


def fibonacci():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b


f = fibonacci()
print([next(f) for _ in range(15)])
first = iter([1, 2, 3])
print(next(first), list(first))


class Countdown:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n == 0:
            raise StopIteration
        self.n -= 1
        return self.n


print(list(Countdown(3)), 1 in Countdown(3), max(Countdown(5)))


def delegate():
    yield from Countdown(2)


print(list(delegate()))
