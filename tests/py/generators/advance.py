# Generators that a loop advances: what they keep, what they see, how they end.


def count(n):
    i = 0
    while i < n:
        yield i
        i += 1


def run():
    total = 0
    for i in count(5):
        for j in count(i):
            total = total * 10 + j
    return total


print(run())


# The same generator in two loops, and one advanced inside its own loop.
def shared():
    g = count(6)
    for i in g:
        print("outer", i)
        for j in g:
            print("inner", j)
            break
    for i in g:
        print("never")


shared()


def itself():
    def gen():
        yield 1
        try:
            for x in g:
                print("never", x)
        except ValueError as e:
            print(e)
        yield 2

    g = gen()
    for x in g:
        print(x)


itself()


# What is being handled is the generator's own, and its caller's again.
def handling():
    import sys

    def gen():
        try:
            raise KeyError("inside")
        except KeyError:
            yield repr(sys.exc_info()[1])
            yield repr(sys.exc_info()[1])
        yield repr(sys.exc_info()[1])

    for x in gen():
        print(x, repr(sys.exc_info()[1]))
    try:
        raise ValueError("outside")
    except ValueError:
        for x in gen():
            print(x, repr(sys.exc_info()[1]))
        print(repr(sys.exc_info()[1]))
    print(sys.exc_info()[1])


handling()


# Exceptions in the middle, and from the loop.
def failing(n):
    try:
        for i in count(n):
            if i == 2:
                raise RuntimeError("two")
            yield i
    finally:
        print("cleaned")


def catching():
    g = failing(4)
    try:
        for i in g:
            print(i)
    except RuntimeError as e:
        print(e)
    for i in g:
        print("never")
    g = failing(1)
    try:
        for i in g:
            print(i)
            1 // 0
    except ZeroDivisionError as e:
        print(e)
    for i in g:
        print("never", i)

    def stops():
        yield 1
        raise StopIteration

    try:
        for i in stops():
            print(i)
    except RuntimeError as e:
        print(e)


catching()


# Arguments, closures, many registers, calls between yields, recursion.
def walk(tree):
    if tree:
        left, value, right = tree
        for x in walk(left):
            yield x
        yield value
        yield from walk(right)


print(list(walk(((None, 1, None), 2, ((None, 3, None), 4, None)))))
for x in walk(((None, 1, None), 2, ((None, 3, None), 4, None))):
    print(x)


def many(a, b=2, *c, d, **e):
    f, g, h, i, j, k, l, m = a, b, c, d, e, max(a, b), [a], {d: b}
    yield f, g, h
    yield i, j, sorted([k, a, b])
    n = lambda: a + k
    yield l, m, n()
    k = 100
    yield n()


for x in many(1, 3, 4, 5, d=6, z=7):
    print(x)


def deep(n):
    if n:
        for x in deep(n - 1):
            yield x + 1
    else:
        yield 0


for x in deep(40):
    print(x)


# Values sent while a loop advances it too.
def told():
    got = []
    while len(got) < 4:
        got.append((yield len(got)))
    yield got


g = told()
for i in g:
    print(i)
    if i == 1:
        print(g.send("sent"))


# Delegating to iterators and generators from a generator that a loop advances.
def outer():
    result = yield from inner()
    yield result
    yield from [10, 20]
    yield from zip("ab", "cd")


def inner():
    yield 1
    yield 2
    return 3


for x in outer():
    print(x)
print([x for x in outer()], sum(x for x in count(10)))


# Comprehensions over generators, and targets that unpack what they yield.
def pairs():
    yield 1, 2
    yield [3, 4]
    yield "56"
    yield 7


try:
    for a, b in pairs():
        print(a, b)
except TypeError as e:
    print(e, a, b)


# Long bodies, whose jumps are wide.
def long():
    t = 0
    for x in count(3):
        t += x * 3 - 2 + (x + 5) * (x + 7) - (x + 9) * (x + 11) + x * 13 - 17 + (x + 19) * (x + 23)
        t += x * 3 - 2 + (x + 5) * (x + 7) - (x + 9) * (x + 11) + x * 13 - 17 + (x + 19) * (x + 23)
        t += x * 3 - 2 + (x + 5) * (x + 7) - (x + 9) * (x + 11) + x * 13 - 17 + (x + 19) * (x + 23)
        t += x * 3 - 2 + (x + 5) * (x + 7) - (x + 9) * (x + 11) + x * 13 - 17 + (x + 19) * (x + 23)
    return t


print(long())
