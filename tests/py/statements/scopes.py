"""global, nonlocal, closures, comprehension scopes, class scopes."""

count = 0


def bump():
    global count
    count += 1
    return count


bump()
bump()
print(count)


def counter(start):
    def step(by=1):
        nonlocal start
        start += by
        return start

    def get():
        return start

    return step, get


step, get = counter(10)
step()
step(5)
print(get())
other, _ = counter(0)
print(other(), step())


def levels():
    a = 1

    def inner():
        b = 2

        def innermost():
            nonlocal a, b
            a += 10
            b += 20
            return a, b

        return innermost

    f = inner()
    f()
    return f(), a


print(levels())

functions = []
for i in range(3):
    functions.append(lambda: i)
print([f() for f in functions])
functions = [lambda i=i: i for i in range(3)]
print([f() for f in functions])


def late():
    def f():
        return value

    value = 1
    first = f()
    value = 2
    return first, f()


print(late())


def unbound():
    try:
        print(local)
    except NameError as e:
        print(type(e).__name__ in ("UnboundLocalError", "NameError"))
    local = 1


unbound()


def unbound_cell():
    def f():
        return cell

    try:
        f()
    except NameError:
        print("not yet")
    cell = 1
    print(f())
    del cell
    try:
        f()
    except NameError:
        print("no longer")


unbound_cell()

x = "outer"
print([x for x in range(3)], x)


class Scope:
    x = "class"
    y = [x for _ in range(1)]
    z = x

    def method(self):
        return x


print(Scope.x, Scope.y, Scope.z, Scope().method())


print("count" in globals(), "nowhere" in globals())


def many():
    a, b, c, d, e, f, g, h = range(8)

    def inner():
        return a + b + c + d + e + f + g + h

    return inner


print(many()())
