"""Every binary operator has its method, its reflected method and its in-place method."""


class Spy:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name


def method(name):
    def call(self, other):
        return (name, self, other)
    return call


for name in ("add", "sub", "mul", "matmul", "truediv", "floordiv", "mod", "pow", "lshift", "rshift", "and", "xor", "or"):
    for prefix in ("", "r", "i"):
        full = "__" + prefix + name + "__"
        setattr(Spy, full, method(full))

a = Spy("a")
print(a + 1, a - 1, a * 1, a @ 1, a / 1)
print(a // 1, a % 1, a ** 1, a << 1, a >> 1)
print(a & 1, a ^ 1, a | 1)
print(1 + a, 1 - a, 1 * a, 1 @ a, 1 / a)
print(1 // a, 1 % a, 1 ** a, 1 << a, 1 >> a)
print(1 & a, 1 ^ a, 1 | a)
b = Spy("b"); b += 1; print(b)
b = Spy("b"); b -= 1; print(b)
b = Spy("b"); b *= 1; print(b)
b = Spy("b"); b @= 1; print(b)
b = Spy("b"); b /= 1; print(b)
b = Spy("b"); b //= 1; print(b)
b = Spy("b"); b %= 1; print(b)
b = Spy("b"); b **= 1; print(b)
b = Spy("b"); b <<= 1; print(b)
b = Spy("b"); b >>= 1; print(b)
b = Spy("b"); b &= 1; print(b)
b = Spy("b"); b ^= 1; print(b)
b = Spy("b"); b |= 1; print(b)
