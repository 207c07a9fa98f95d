# Exceptions in combinations.
import sys
def show(f, *a):
    try: print(f(*a))
    except BaseException as e: print(type(e).__name__, e, e.args)
for e in (ValueError(), ValueError(1), ValueError(1, 2), KeyError("k"), KeyError(), OSError(2, "no"), OSError(2, "no", "file"), StopIteration(5), SystemExit(3), SystemExit("m"), UnicodeDecodeError("utf-8", b"abc", 0, 1, "why"), UnicodeEncodeError("ascii", "abc", 0, 2, "why"), ImportError("m", name="n", path="p"), AttributeError("a", name="n", obj=1), NameError("n", name="x"), SyntaxError("msg", ("f", 1, 2, "text")), SyntaxError("m"), MemoryError(), ExceptionGroup("g", [ValueError(1)])):
    print(repr(e), "|", str(e), "|", e.args)
print(OSError(2, "x").errno, OSError(2, "x").strerror, OSError(2, "x", "f").filename, StopIteration(4).value, SystemExit(4).code, ImportError("m", name="n").name, SyntaxError("m", ("f", 1, 2, "t")).lineno)
show(ImportError, "a", foo=1) if 0 else None
show(lambda: ValueError(x=1))
class E(Exception): pass
class E2(E):
    def __str__(self): return "custom"
print(repr(E("a", 1)), str(E2("a")), repr(E2("a")), E.__mro__[1].__name__)
try: raise E
except E as e: print(e.args, e.__traceback__ is not None, e.__traceback__.tb_lineno, e.__cause__, e.__context__)
e = E(1); e.add_note("n1"); print(e.__notes__); show(e.add_note, 5)
print(E(1).with_traceback(None), e == E(1), e is e)
def chain():
    try: 1/0
    except ZeroDivisionError as z: raise KeyError("k") from None
try: chain()
except KeyError as e: print(e.__cause__, repr(e.__context__), e.__suppress_context__)
e = ValueError(1); e.args = (2, 3); print(e, e.args); e.__cause__ = KeyError(1); print(repr(e.__cause__)); show(lambda: setattr(e, "__cause__", 5))
class Inc(Exception):
    def __init__(self): pass
print(repr(Inc()), Inc().args)
try:
    raise Inc
except Exception as x: print(repr(x))
class Bad(Exception):
    def __new__(cls): return 5
def rb(): raise Bad
show(rb)
def ne(): raise "str"
show(ne)
def r2(): raise E(1) from 5
show(r2)
try: raise BaseException("b")
except Exception: print("no")
except BaseException as b: print("base", b)
eg = ExceptionGroup("g", [ValueError(1), ExceptionGroup("h", [TypeError(2), KeyError(3)])])
print(eg.split(TypeError), eg.subgroup(lambda x: isinstance(x, KeyError)), eg.exceptions, eg.message)
import io
def f1(): f2()
def f2(): raise ValueError("deep\nline")
try: f1()
except ValueError as e:
    tb = e.__traceback__
    while tb: print(tb.tb_lineno); tb = tb.tb_next
    e.__traceback__ = None; print(e.__traceback__)
for c in (ArithmeticError, OSError, RuntimeError, UnicodeError, Exception): print(sorted(x.__name__ for x in c.__subclasses__())[:12] if c is not Exception and c is not OSError and c is not RuntimeError else "")
print(issubclass(IOError, OSError), IOError is OSError, EnvironmentError is OSError, issubclass(NotImplementedError, RuntimeError), issubclass(RecursionError, RuntimeError), issubclass(KeyboardInterrupt, Exception), issubclass(GeneratorExit, Exception))
try: int("x")
except ValueError as e: print(e)
try: [].pop()
except IndexError as e: print(e)
try: {}["a"]
except KeyError as e: print(e, e.args)
try: None.foo
except AttributeError as e: print(e, e.name, e.obj)
try: undefined_thing
except NameError as e: print(e, e.name)
try: import nonexistent_mod
except ModuleNotFoundError as e: print(e, e.name)
try: from sys import nope_
except ImportError as e: print(str(e)[:25], e.name)
def ctx():
    try: raise ValueError(1)
    except ValueError:
        try: raise TypeError(2)
        except TypeError as t: return repr(t.__context__)
print(ctx())
def gen():
    try: yield 1
    except ValueError as e: raise TypeError("x")
g = gen(); next(g)
try: g.throw(ValueError(9))
except TypeError as t: print(repr(t.__context__))
try: raise StopIteration(1)
except StopIteration as s: print(s.value)
print(ZeroDivisionError.__name__, ZeroDivisionError.__module__, ZeroDivisionError)
def nested_finally():
    try:
        try: raise ValueError(1)
        finally: raise KeyError(2)
    except KeyError as e: return repr(e.__context__)
print(nested_finally())
try:
    try: raise ValueError("a")
    except ValueError as v: del v
except Exception as q: print("x", q)
a = E("same")
try:
    try: raise a
    except E as e: raise e
except E as e: print(e is a, e.__context__)
