# Classes of exceptions written in Python: what they are given, and what their bases make of it.


class Plain(Exception):
    pass


class Coded(Exception):
    def __init__(self, code, retry=False):
        super().__init__(code)
        self.code = code
        self.retry = retry


class Deeper(Coded):
    def __init__(self, code):
        super().__init__(code, retry=True)
        self.depth = 1


class Silent(ValueError):
    def __init__(self, *values, **named):
        self.values = values
        self.named = named


class Described(KeyError):
    def __str__(self):
        return "described %s" % (self.args,)


class Made(Exception):
    def __new__(cls, *args):
        made = super().__new__(cls, *args)
        made.made = len(args)
        return made


class System(OSError):
    pass


class Missing(AttributeError):
    pass


class Mixed(Plain, ValueError):
    pass


class Group(ExceptionGroup):
    pass


def show(error):
    try:
        raise error
    except MemoryError:
        raise
    except Exception as caught:
        print(type(caught).__name__, caught.args, str(caught), repr(caught), caught is error)
        print(sorted(caught.__dict__.items()))


for count in range(4):
    show(Plain(*range(count)))
show(Coded(3))
show(Coded(3, retry=True))
show(Deeper(4))
show(Silent())
show(Silent(1, 2))
show(Silent(1, a=2))
show(Described("k"))
show(Described())
show(Made())
show(Made(1, 2))
show(System(2, "no"))
show(System("text"))
show(System(2, "no", "file"))
show(Missing("m"))
show(Mixed("x", 1))
error = Missing("m", name="n", obj=5)
print(error.args, error.name, error.obj)
error = System(2, "no", "file")
print(error.errno, error.strerror, error.filename)
group = Group("g", [Plain(1), Coded(2)])
print(group.message, group.exceptions, group.split(Plain))

for wrong in (lambda: Coded(), lambda: Plain(a=1), lambda: Deeper(1, 2), lambda: Group("g", [])):
    try:
        wrong()
    except MemoryError:
        raise
    except Exception as error:
        print(type(error).__name__, error)

error = Coded(1)
error.__init__(2, 3)
print(error.args, error.code, error.retry)
error = Plain("a")
error.__init__("b", "c")
print(error.args)
Plain.__init__(error)
print(error.args, repr(error))
print(Plain.mro()[1:3], Coded("z").__class__.__name__)

# A class without any attributes but those of its base, and one whose instances get more later.
first = Plain("first")
second = Plain("second")
first.more = 1
third = Plain("third")
print(first.args, first.more, second.args, hasattr(second, "more"), third.args)
