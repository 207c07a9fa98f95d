# Loops whose target takes a pair apart, over what makes pairs.


def show(*values):
    print(*values)


a = b = "before"
for a, b in zip([1, 2, 3], (4, 5, 6)):
    show(a, b)
for a, b in zip("ab", b"cd"):
    show(a, b)
for a, b in zip(bytearray(b"xy"), range(5, 0, -2)):
    show(a, b)
for i, x in enumerate(["p", "q"]):
    show(i, x)
for i, x in enumerate(("p", "q"), 10):
    show(i, x)
for i, x in enumerate({"k": 1, "l": 2}):
    show(i, x)
for k, v in {"one": 1, "two": 2}.items():
    show(k, v)
for k, v in reversed({"one": 1, "two": 2}.items()):
    show(k, v)
for k, v in {}.items():
    show("never")
for a, b in zip([], [1]):
    show("never")
for a, b in zip([1], []):
    show("never")


# In functions, with targets that are no locals in a row.
def targets():
    class Box:
        pass

    box = Box()
    row = [0, 0]
    for box.x, row[1] in zip([1, 2], [3, 4]):
        show(box.x, row)
    for b, a in zip([1, 2], [3, 4]):
        show(a, b)
    for a, a in zip([1, 2], [3, 4]):
        show(a)
    for (a, b), c in zip([(1, 2), (3, 4)], "xy"):
        show(a, b, c)
    for c, (a, b) in enumerate(zip("xy", "zw")):
        show(a, b, c)
    for a, *b in zip([1, 2], [3, 4]):
        show(a, b)
    for [a, b] in zip([1, 2], [3, 4]):
        show(a, b)
    for (a,) in zip([1, 2]):
        show(a)
    for a, b, c in zip([1, 2], [3, 4], [5, 6]):
        show(a, b, c)

    def inner():
        return a, b, c

    return inner


show(targets()())
show([x * y for x, y in zip([1, 2, 3], [4, 5, 6])])
show({k: v for k, v in zip("ab", (1, 2))})
show({v: k for k, v in {"a": 1, "b": 2}.items()})
show({(k, v) for k, v in enumerate("z")})
show(list((x, y) for x, y in zip([1], [2])))
show([(x, y) for x, y in zip([1, 2], [3, 4]) for x, y in zip([x], [y])])


# The item that is not taken apart in the loop's first step is a tuple.
def whole():
    for pair in zip([1, 2], [3, 4]):
        x, y = pair
        show(x, y, pair)
    for pair in enumerate("ab"):
        i, x = pair
        show(i, x, pair)
    for pair in {"k": 0}.items():
        k, v = pair
        show(k, v, pair)


whole()


# Wrong counts: what was assigned before stays.
def wrong(iterable, more):
    x = y = z = "old"
    try:
        if more:
            for x, y, z in iterable:
                show(x, y, z)
        else:
            for x, y in iterable:
                show(x, y)
    except (TypeError, ValueError) as e:
        show(type(e).__name__, e, x, y, z)


wrong(zip([1, 2], [3, 4]), True)
wrong(enumerate("ab"), True)
wrong({"k": 1}.items(), True)
wrong(zip([1, 2]), False)
wrong(zip([1, 2], [3, 4], [5, 6]), False)
wrong([(1, 2), (3,)], False)
wrong([(1, 2), (3, 4, 5)], False)
wrong([(1, 2), 3], False)
wrong([[1, 2], None], False)
wrong(["ab", "cde"], False)
wrong(zip([1, 2], [3]), False)


# What is gone over changes in the loop.
def changing():
    left, right = [1, 2, 3], [4, 5, 6]
    for x, y in zip(left, right):
        show(x, y)
        if len(left) < 6:
            left.append(x * 10)
            right.append(y * 10)
    show(left, right)
    left = [1, 2, 3]
    for i, x in enumerate(left):
        show(i, x)
        left.pop()
    d = {"a": 1, "b": 2}
    try:
        for k, v in d.items():
            show(k, v)
            d["c"] = 3
    except RuntimeError as e:
        show(e, k, v)
    for k, v in d.items():
        d[k] = v + 1
    show(d)
    d = {i: i * i for i in range(6)}
    del d[0], d[3]
    for k, v in d.items():
        show(k, v)


changing()


# An iterator that came to its end stays there, and what zip took from the first is gone.
def ended():
    short, long = [1], [1, 2, 3]
    it, other = iter(short), iter(long)
    for x, y in zip(it, other):
        show(x, y)
    short.append(2)
    show(list(it), next(other))
    it = iter(short)
    e = enumerate(it)
    for i, x in e:
        show(i, x)
    short.append(3)
    show(list(e), list(it))
    a, b = iter([1, 2, 3]), iter([4])
    for x, y in zip(a, b):
        show(x, y)
    show(next(a))
    z = zip([1, 2, 3], [4, 5, 6])
    for x, y in z:
        show(x, y)
        break
    show(next(z))
    for x, y in z:
        show(x, y)
    for x, y in z:
        show("never")
    same = iter([1, 2, 3, 4, 5])
    for x, y in zip(same, same):
        show(x, y)
    items = {"a": 1}.items()
    it = iter(items)
    for k, v in it:
        show(k, v)
    show(list(it))


ended()


# Numbers past the small ints, and iterators that run Python code.
def slow():
    for i, x in enumerate("ab", 2**30 - 1):
        show(i, x)
    for i, x in enumerate("ab", 2**64):
        show(i, x)
    for x, y in zip(range(2**40, 2**40 + 2), range(2)):
        show(x, y)

    class Count:
        def __init__(self, end):
            self.n, self.end = 0, end

        def __iter__(self):
            return self

        def __next__(self):
            if self.n == self.end:
                raise StopIteration
            self.n += 1
            return self.n

    for x, y in zip(Count(2), [5, 6, 7]):
        show(x, y)
    for i, x in enumerate(Count(2)):
        show(i, x)
    for x, y in zip((n * n for n in range(3)), map(str, [1, 2, 3])):
        show(x, y)

    def fails():
        yield 1
        raise KeyError("in the middle")

    try:
        for x, y in zip(fails(), [5, 6]):
            show(x, y)
    except KeyError as e:
        show(e, x, y)
    try:
        for x, y in zip([1, 2], [3], strict=True):
            show(x, y)
    except ValueError as e:
        show(e)
    for x, y in zip([1, 2], [3, 4], strict=True):
        show(x, y)


slow()

# Long bodies, whose jumps are wide.
total = 0
for x, y in zip([1, 2], [3, 4]):
    total += x + y
    total += x * 3 - y * 2 + (x + 5) * (y + 7) - (x + 9) * (y + 11) + x * 13 - y * 17 + (x + 19) * (y + 23)
    total += x * 3 - y * 2 + (x + 5) * (y + 7) - (x + 9) * (y + 11) + x * 13 - y * 17 + (x + 19) * (y + 23)
    total += x * 3 - y * 2 + (x + 5) * (y + 7) - (x + 9) * (y + 11) + x * 13 - y * 17 + (x + 19) * (y + 23)
show(total)
