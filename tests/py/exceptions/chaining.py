"""__cause__ and __context__."""


def fails(f):
    try:
        f()
    except Exception as e:
        return e


def caused():
    try:
        1 // 0
    except ZeroDivisionError as e:
        raise ValueError("v") from e


def in_handler():
    try:
        1 // 0
    except ZeroDivisionError:
        raise ValueError("v")


def from_none():
    try:
        1 // 0
    except ZeroDivisionError:
        raise ValueError("v") from None


def from_class():
    raise ValueError("v") from KeyError


def from_bad():
    raise ValueError("v") from 5


def again():
    try:
        1 // 0
    except ZeroDivisionError as e:
        raise e


def deep():
    try:
        in_handler()
    except ValueError:
        {}["k"]


def in_finally():
    try:
        1 // 0
    finally:
        [].pop()


def after():
    try:
        1 // 0
    except ZeroDivisionError:
        pass
    raise ValueError("later")


for f in (caused, in_handler, from_none, from_class, from_bad, again, deep, in_finally, after):
    e = fails(f)
    print(f.__name__, repr(e), repr(e.__cause__), repr(e.__context__), e.__suppress_context__)
e = fails(deep)
print(repr(e), repr(e.__context__), repr(e.__context__.__context__))
