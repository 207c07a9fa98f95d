"""The args of exceptions, and their texts."""


def show(e):
    print(repr(e), "|", str(e), "|", e.args)


show(Exception())
show(Exception("one"))
show(Exception("one", 2))
show(Exception(None))
show(Exception([1, "a"]))
show(ValueError(("a", 1)))
show(KeyError())
show(KeyError("k"))
show(KeyError("k", 1))
show(KeyError(("t",)))
show(IndexError(5))
show(StopIteration(7))
show(SystemExit(3))
show(AssertionError(""))
show(RuntimeError("with 'quotes' and \"doubles\""))


class Own(Exception):
    def __init__(self, a, b):
        self.a = a
        self.b = b


class Calls(Exception):
    def __init__(self, a, b):
        super().__init__("calls", b, a)


class WithStr(Exception):
    def __str__(self):
        return "WithStr text"


class New(Exception):
    def __new__(cls, *args):
        return super().__new__(cls, "from new")


show(Own(1, 2))
show(Calls(1, 2))
show(WithStr(1, 2))
show(New(1))
e = Exception("old")
e.args = ("new", 1)
show(e)
e.args = []
show(e)
e.args = "ab",
show(e)
try:
    Exception(a=1)
except TypeError as error:
    print(error)
try:
    Own(1)
except TypeError as error:
    print("TypeError")
