"""Special methods: operators with their reflections, containers, calls, conversion."""


class Vector:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __repr__(self):
        return "V(%r, %r)" % (self.x, self.y)

    def __eq__(self, other):
        if not isinstance(other, Vector):
            return NotImplemented
        return self.x == other.x and self.y == other.y

    def __hash__(self):
        return hash((self.x, self.y))

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    def __mul__(self, k):
        return Vector(self.x * k, self.y * k) if isinstance(k, int) else NotImplemented

    __rmul__ = __mul__

    def __iadd__(self, other):
        self.x += other.x
        self.y += other.y
        return self

    def __neg__(self):
        return Vector(-self.x, -self.y)

    def __abs__(self):
        return abs(self.x) + abs(self.y)

    def __bool__(self):
        return bool(self.x or self.y)

    def __len__(self):
        return 2

    def __getitem__(self, i):
        return (self.x, self.y)[i]

    def __setitem__(self, i, value):
        if i == 0:
            self.x = value
        else:
            self.y = value

    def __contains__(self, v):
        return v == self.x or v == self.y

    def __lt__(self, other):
        return abs(self) < abs(other)

    def __call__(self, k):
        return self.x * k, self.y * k


a, b = Vector(1, 2), Vector(3, -4)
print(a + b, a * 2, 3 * a, -a, abs(b), bool(Vector(0, 0)), len(a))
print(a == Vector(1, 2), a != b, a == 5, a < b, a > b, sorted([b, a]), max(a, b))
a += b
print(a, a[0], a[-1], list(a), 4 in a, 5 in a, a(10))
a[1] = 9
print(a, {a: 1}[Vector(4, 9)])
try:
    a * 1.5
except TypeError:
    print("unsupported")
try:
    a - b
except TypeError:
    print("unsupported")


class Reflect:
    def __radd__(self, other):
        return ("radd", other)

    def __rsub__(self, other):
        return ("rsub", other)

    def __rpow__(self, other):
        return ("rpow", other)

    def __rlshift__(self, other):
        return ("rlshift", other)


print(1 + Reflect(), [] - Reflect(), 2 ** Reflect(), 1 << Reflect())


class All:
    def __getattr__(self, name):
        return "attr " + name


print(All().anything)


class Store:
    def __setattr__(self, name, value):
        object.__setattr__(self, name, value * 2)

    def __delattr__(self, name):
        print("del", name)
        object.__delattr__(self, name)


s = Store()
s.v = 21
print(s.v)
del s.v


class Descriptor:
    def __set_name__(self, owner, name):
        self.name = "_" + name

    def __get__(self, instance, owner):
        return self if instance is None else instance.__dict__.get(self.name, "unset")

    def __set__(self, instance, value):
        instance.__dict__[self.name] = value


class NonData:
    def __get__(self, instance, owner):
        return "computed"


class Owner:
    field = Descriptor()
    plain = NonData()


o = Owner()
print(o.plain, isinstance(Owner.field, Descriptor))


class Compare:
    def __init__(self, v):
        self.v = v

    def __eq__(self, other):
        return self.v == other.v

    def __le__(self, other):
        return self.v <= other.v


print(Compare(1) == Compare(1), Compare(1) <= Compare(2), Compare(3) >= Compare(2))
try:
    hash(Compare(1))
except TypeError:
    print("not hashable")


class Text:
    def __str__(self):
        return "as str"

    def __repr__(self):
        return "as repr"


print(Text(), [Text()], "%s %r" % (Text(), Text()), "{} {!r}".format(Text(), Text()), f"{Text()} {Text()!r}")


class Number:
    def __int__(self):
        return 7

    def __float__(self):
        return 2.5

    def __index__(self):
        return 3


print(int(Number()), float(Number()), [10, 20, 30, 40][Number()], list(range(Number())))


class Sub(list):
    def first(self):
        return self[0]

    def append(self, v):
        super().append(v * 2)


x = Sub([1, 2])
x.append(5)
print(x, x.first(), len(x), isinstance(x, list), x == [1, 2, 10], [i for i in x])


class Error(ValueError):
    def __init__(self, code):
        super().__init__("code %d" % code)
        self.code = code


try:
    raise Error(5)
except ValueError as e:
    print(e, e.code, type(e).__name__)


class Seq:
    def __getitem__(self, i):
        if i == 3:
            raise IndexError
        return i * i


print(list(Seq()), 4 in Seq(), dict(zip(Seq(), "abc")))


class New:
    def __new__(cls, *args):
        self = super().__new__(cls)
        self.made = args
        return self

    def __init__(self, *args):
        self.count = len(args)


print(New(1, 2).made, New(1, 2).count)
