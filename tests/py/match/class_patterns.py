# Class patterns: by position, by keyword, both, of builtin types, nested; what a class must have for them.
class Point:
    __match_args__ = ("x", "y")

    def __init__(self, x, y):
        self.x = x
        self.y = y


class Named(Point):
    def __init__(self, name, x, y):
        super().__init__(x, y)
        self.name = name


def where(point):
    match point:
        case Point(0, 0):
            return "origin"
        case Named(name=name, x=0):
            return "%s on the y axis" % name
        case Point(x=0, y=y):
            return "y axis at %r" % y
        case Point(x, y=0):
            return "x axis at %r" % x
        case Point(x, y) if x == y:
            return "diagonal at %r" % x
        case Point():
            return "a point"
        case _:
            return "not a point"


for p in [Point(0, 0), Point(0, 5), Point(5, 0), Point(3, 3), Point(1, 2), Named("n", 0, 7), Named("m", 2, 2), 5, None]:
    print(where(p))


def kind(value):
    match value:
        case bool(b):
            return "bool", b
        case int(i):
            return "int", i
        case float(f):
            return "float", f
        case str(s):
            return "str", s
        case bytes(b):
            return "bytes", b
        case bytearray(b):
            return "bytearray", b
        case list([first, *_]):
            return "list from", first
        case tuple(t):
            return "tuple", t
        case dict({"k": v}):
            return "dict with k", v
        case set(s) | frozenset(s):
            return "set", s
        case complex(real=r, imag=i):
            return "complex", r, i
        case range(start=a, stop=b):
            return "range", a, b
        case object():
            return "object", type(value).__name__


values = [True, 7, 1.5, "text", b"b", bytearray(b"c"), [1, 2], [], (1,), {"k": 2}, {}, {3}, frozenset([4]), 2j, range(2, 5), None]
for value in values:
    print(kind(value))


class Tree:
    __match_args__ = ("left", "value", "right")

    def __init__(self, left, value, right):
        self.left, self.value, self.right = left, value, right


def walk(tree):
    match tree:
        case None:
            return []
        case Tree(None, value, None):
            return [value]
        case Tree(Tree() as left, value, right):
            return walk(left) + [value] + walk(right)
        case Tree(left, value, right):
            return walk(left) + [value] + walk(right)


print(walk(Tree(Tree(None, 1, Tree(None, 2, None)), 3, Tree(Tree(None, 4, None), 5, None))))


class Property:
    __match_args__ = ("squared",)

    def __init__(self, n):
        self.n = n

    @property
    def squared(self):
        print("asked", self.n)
        return self.n**2


match Property(4):
    case Property(17):
        print("no")
    case Property(16 as found):
        print("found", found)


class Dynamic:
    def __getattr__(self, name):
        if name == "absent":
            raise AttributeError(name)
        return name.upper()


match Dynamic():
    case Dynamic(absent=_):
        print("absent")
    case Dynamic(a=a, b="B"):
        print(a)


class Bare:
    pass


class Pairs:
    __match_args__ = ["x"]


class Numbers:
    __match_args__ = (1,)


def attempt(f):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e)


def positional_of_none():
    match Bare():
        case Bare(1):
            pass


def too_many():
    match Point(1, 2):
        case Point(1, 2, 3):
            pass


def not_a_tuple():
    match Pairs():
        case Pairs(1):
            pass


def not_a_name():
    match Numbers():
        case Numbers(1):
            pass


def twice():
    match Point(1, 2):
        case Point(1, x=1):
            pass


def no_class():
    known = 5
    match 5:
        case known():
            pass


def int_of_two():
    match 5:
        case int(1, 2):
            pass


class Failing:
    @property
    def x(self):
        raise ValueError("asked")


def failing():
    match Failing():
        case Failing(x=1):
            pass


for f in [positional_of_none, too_many, not_a_tuple, not_a_name, twice, no_class, int_of_two, failing]:
    attempt(f)
