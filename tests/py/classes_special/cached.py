# Attributes are remembered where they were found: what a program changes in between must be seen.


class Asked:
    def __setattr__(self, name, value):
        print("set", name, value)
        object.__setattr__(self, name, value)


def asked():
    a = Asked()
    for i in range(3):
        a.x = i
        print(a.x)


asked()


class Base:
    limit = 1

    @staticmethod
    def make(x):
        return "base", x

    @property
    def half(self):
        return self.limit / 2


class Derived(Base):
    pass


def limits(object):
    return object.limit, Derived.limit, Base.limit


d = Derived()
for i in range(3):
    print(limits(d))
Base.limit = 2
print(limits(d))
Derived.limit = 3
print(limits(d))
d.limit = 4
print(limits(d), d.half)
del d.limit
print(limits(d), d.half)
del Derived.limit
print(limits(d), d.half)
print(limits(Base()))

for i in range(2):
    print(d.make(i), Derived.make(i), Base.make(i))
Derived.make = staticmethod(lambda x: ("derived", x))
for i in range(2):
    print(d.make(i), Derived.make(i), Base.make(i))


def half(object):
    return object.half


print(half(d), half(Base()))
Base.half = property(lambda self: "other")
print(half(d))
Base.half = 5
print(half(d))
d.half = 6
print(half(d), half(Base()))


class Other:
    half = "plain"

    def __getattr__(self, name):
        return "no " + name


for thing in (Other(), d, Base(), Other()):
    print(half(thing))
    print(getattr(thing, "gone", None))


class Fails:
    @property
    def bad(self):
        raise AttributeError("inside")

    def __getattr__(self, name):
        return "instead of " + name


def bad(thing):
    return thing.bad


print(bad(Fails()), bad(Fails()))


class FailsAlone:
    @property
    def bad(self):
        raise AttributeError("inside")


for i in range(2):
    try:
        bad(FailsAlone())
    except AttributeError as error:
        print(error)


# A method, and the same name in the instance.
class State:
    def step(self):
        return "method"


def step(state):
    bound = state.step
    return bound(), state.step()


s, t = State(), State()
print(step(s), step(t))
t.step = lambda: "own"
print(step(s), step(t))
State.step = lambda self: "new"
print(step(s), step(t))

# An attribute beside a property.
class Both:
    @property
    def double(self):
        return 2 * self.value

    @double.setter
    def double(self, new):
        self.value = new // 2


def both(b):
    b.double = 10
    b.value += 1
    return b.double, b.value


print(both(Both()), both(Both()))
Both.value = property(lambda self: 7, lambda self, new: print("value", new))
print(both(Both()))

# A class, and another of the same attributes.
import math


def floor(x):
    return math.floor(x), math.ceil(x)


print(floor(1.5), floor(2.5))


class Init:
    def __init__(self, x=1, *, y=2):
        self.x, self.y = x, y


def made():
    return Init().x, Init(3).y, Init(y=5).y


print(made())
Init.__init__ = lambda self, x=0, y=0: setattr(self, "x", "new") or setattr(self, "y", y)
print(made())
del Init.__init__
print(type(Init()))
try:
    Init(1)
except TypeError as error:
    print(error)


class Error(Exception):
    pass


class Coded(Error):
    def __init__(self, code, text="t"):
        super().__init__(text, code)
        self.code = code


def errors():
    for i in range(3):
        e = Error(i, "x")
        c = Coded(i)
        k = Coded(code=i, text="k")
        print(e.args, c.args, c.code, k.args, k.code, repr(c))


errors()
Error.__init__ = lambda self, *args: print("init", args)
print(Error(1).args)


# Attributes set on a class, some of which change how others are found.
class Watched:
    x = 1


class Child(Watched):
    pass


def watched():
    c = Child()
    c.y = 2
    return c.x, c.y, getattr(c, "z", "none")


print(watched(), watched())
Watched.x = 5
print(watched())
Watched.__getattr__ = lambda self, name: "asked for " + name
print(watched())
del Watched.__getattr__
print(watched())
Watched.__setattr__ = lambda self, name, value: print("set", name)
try:
    print(watched())
except AttributeError as error:
    print(error)
del Watched.__setattr__
print(watched())
Watched.y = property(lambda self: "computed", lambda self, value: None)
print(watched())
Watched.y = 7
print(watched())


# Arguments by name, with and without defaults.
def named(a, b=2, *, c=3, d):
    return a, b, c, d


def many():
    print(named(1, d=4), named(1, 5, d=4, c=6), named(d=1, c=2, b=3, a=4), named(b=1, a=2, d=3))
    for arguments in ((), (1, 2, 3)):
        for keywords in ({}, {"d": 1}, {"a": 1, "d": 2}, {"d": 1, "e": 2}, {"b": 1, "d": 2}):
            try:
                print(named(*arguments, **keywords))
            except TypeError as error:
                print(error)


many()
