"""Decorators and function objects."""


def trace(f):
    def wrapper(*args, **kwargs):
        print("call", f.__name__, args, kwargs)
        result = f(*args, **kwargs)
        print("gives", result)
        return result

    return wrapper


def repeat(times):
    def decorate(f):
        def wrapper(*args):
            return [f(*args) for _ in range(times)]

        return wrapper

    return decorate


@trace
def add(a, b=1):
    return a + b


@repeat(2)
@trace
def double(x):
    return 2 * x


add(1)
add(1, b=2)
print(double(4))


def memoize(f):
    known = {}

    def wrapper(n):
        if n not in known:
            known[n] = f(n)
        return known[n]

    return wrapper


@memoize
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(50))
registry = {}


def register(name):
    def decorate(thing):
        registry[name] = thing
        return thing

    return decorate


@register("cls")
class C:
    pass


@register("func")
def g():
    """Its text."""


print(sorted(registry), registry["cls"] is C, registry["func"] is g)
print(g.__name__, C.__name__, (lambda: 0).__name__)
print(callable(g), callable(C), callable(5))


def compose(*fs):
    def composed(x):
        for f in reversed(fs):
            x = f(x)
        return x

    return composed


print(compose(str, abs, lambda v: v - 10)(3))
print(list(map(lambda a, b: a * b, [1, 2, 3], [4, 5, 6])), list(filter(None, [0, 1, "", "a"])))
print(list(zip("abc", range(10))), list(enumerate("ab", 5)))
