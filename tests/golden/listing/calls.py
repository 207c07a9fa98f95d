def calls(f, o, args, options):
    f()
    f(1, o, key=2, other=f(3))
    o.method(1).other(x=1)
    o.attribute.method(*args)
    f(1, *args, 2, *o, k=1, **options, last=5)
    f(**options)
    return f(args, lambda x, y=2, *z, k=1, **w: (x, y, z, k, w))


class Base:
    def __init__(self, a, /, b=1, *, c, d=(1, 2), **rest):
        super().__init__(a)
        self.total = super().total + b
        return super()


def outer(n):
    total = 0

    def inner(step=1):
        nonlocal total
        total += step + n
        return inner

    @trace
    @trace.deep(1)
    def decorated() -> int:
        return total

    return inner, [lambda: i for i in range(n)]
