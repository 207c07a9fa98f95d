def f(a, b=2, *c, d, **e):
    x = 1
    l = locals()
    print(l)
    l['x'] = 5
    y = 3
    print(x, l.get('y'), locals())
    def inner(): return a
    print(sorted(locals()))
    return l


f(1, d=4)


def outer():
    z = 1
    def h():
        print(z, locals())
    h()
    print(sorted(locals()), dir(), vars() == locals())


outer()


def unbound():
    print(locals())
    a = 1
    print(locals())
    del a
    print(locals())
    for i in range(2):
        pass
    try:
        1 / 0
    except ZeroDivisionError as e:
        pass
    print(locals())


unbound()
print(locals() is globals(), vars() is globals(), 'outer' in dir())


class C:
    a = 1
    print(sorted(k for k in locals() if not k.startswith('__')))
    b = 2
    print('b' in dir(), vars() is locals())


def many(p0, p1):
    v0 = v1 = v2 = v3 = v4 = v5 = v6 = v7 = 1
    use = lambda: (v3, p1)
    print(locals().keys())


many(1, 2)


def gen(n):
    for i in range(n):
        yield locals()


print(list(gen(2)))
