"""Unary operators and abs()."""


class V:
    def __neg__(self):
        return "neg"

    def __pos__(self):
        return "pos"

    def __invert__(self):
        return "invert"

    def __abs__(self):
        return "abs"


v = V()
print(-v, +v, ~v, abs(v))
print(-True, +True, abs(True), -(-5), ~5, abs(-2.5), +0.0, -0.0)


class Small(int):
    def __neg__(self):
        return "negative"


print(-Small(3), +Small(3), ~Small(3), abs(Small(-3)), type(+Small(3)).__name__)
