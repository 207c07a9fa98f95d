# stress: gc
"""What is printed for an exception: its causes, its frames, its text and its notes. (Source lines are left out; not with
failing allocations, as a traceback for which there is no memory is left out.)"""
import io

try:
    from sys import print_exception
except ImportError:
    import traceback

    def print_exception(e, file):
        traceback.print_exception(e, file=file)


def show(e):
    out = io.StringIO()
    print_exception(e, out)
    for line in out.getvalue().split("\n"):
        if line.startswith("  File "):
            name = line.split('"')[1]
            line = line.replace(name, name.split("/")[-1])
        if not line.startswith("    "):
            print(line)


def fails(n):
    if n:
        fails(n - 1)
    1 // 0


def get(f, *args):
    try:
        f(*args)
    except BaseException as e:
        return e


show(get(fails, 0))
show(get(fails, 2))
show(get(fails, 8))
show(ValueError("never raised"))
show(KeyError("k"))
show(Exception())
show(Exception(""))
show(Exception("two\nlines"))
show(OSError(2, "gone", "f"))


class Own(Exception):
    pass


class Silent(Exception):
    def __str__(self):
        raise ValueError


show(Own("text", 1))
show(Silent())


def chained(how):
    try:
        fails(0)
    except ZeroDivisionError as e:
        if how == 0:
            raise Own("context")
        if how == 1:
            raise Own("cause") from e
        if how == 2:
            raise Own("none") from None
        raise


for how in range(4):
    show(get(chained, how))


def again():
    e = get(fails, 0)
    raise e


show(get(again))
e = ValueError("noted")
e.add_note("first")
e.add_note("second\nline")
show(e)
a = ValueError("a")
b = ValueError("b")
a.__cause__ = b
b.__cause__ = Own("c")
show(a)
e = get(fails, 1)
print(e.__traceback__.tb_lineno > 0, e.__traceback__.tb_next is not None)
show(e.with_traceback(None))
