"""Every way to pass arguments, and every way to get it wrong."""


def plain(a, b, c=3, d=4):
    return a, b, c, d


def rest(a, *args, **kwargs):
    return a, args, sorted(kwargs.items())


def keyword_only(a, *, b, c=5):
    return a, b, c


def everything(a, b=2, *args, c, d=4, **kwargs):
    return a, b, args, c, d, sorted(kwargs.items())


def positional_only(a, b=2, /, c=3):
    return a, b, c


print(plain(1, 2), plain(1, 2, 30), plain(1, d=40, b=20), plain(*[1, 2, 3, 4]))
print(plain(**{"a": 1, "b": 2}), plain(1, *(2,), **{"d": 9}))
print(rest(1), rest(1, 2, 3), rest(1, x=2, y=3), rest(1, *"ab", **{"k": 0}))
print(keyword_only(1, b=2), keyword_only(1, c=9, b=8))
print(everything(1, c=3), everything(1, 20, 30, 40, c=3, e=5), everything(*range(4), **{"c": 1, "z": 2}))
print(positional_only(1), positional_only(1, 20, c=30))
print(rest(0, *[1], 2, *[3, 4], **{"x": 1}, b=2, **{"c": 3}))
print(rest(*(i * i for i in range(4))))
print((lambda *a, k=1, **kw: (a, k, kw))(1, 2, k=3, z=4))


def wrong(f, *args, **kwargs):
    try:
        f(*args, **kwargs)
    except TypeError:
        print("TypeError")
    else:
        print("accepted?")


wrong(plain)
wrong(plain, 1)
wrong(plain, 1, 2, 3, 4, 5)
wrong(plain, 1, 2, a=3)
wrong(plain, 1, 2, e=5)
wrong(keyword_only, 1)
wrong(keyword_only, 1, 2, b=3)
wrong(positional_only, a=1)
wrong(lambda: 0, 1)
wrong(lambda: 0, x=1)
wrong(5)
try:
    plain(1, **{"b": 2}, **{"b": 3})
except TypeError:
    print("twice")
try:
    plain(1, *5)
except TypeError:
    print("not iterable")
try:
    rest(1, **{1: 2})
except TypeError:
    print("keywords are strs")


def many(*args):
    return len(args), sum(args)


print(many(*range(300)))
print(many(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29))


def defaults(x, into=[]):
    into.append(x)
    return into


defaults(1)
print(defaults(2), defaults(3, []))


def order(a=print("default a"), b=print("default b")):
    pass


def recursive(n):
    return 1 if n < 2 else n * recursive(n - 1)


print(recursive(20))


class Callable:
    def __call__(self, *args, **kwargs):
        return args, kwargs


print(Callable()(1, x=2))
print(max(3, 1, 2, key=lambda v: -v), sorted([3, 1, 2], reverse=True))
