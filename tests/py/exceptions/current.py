# sys.exception, sys.exc_info, the lines of a traceback, __dict__ of an exception.
# stress: gc
import sys
print(sys.exception(), sys.exc_info())
try:
    1/0
except ZeroDivisionError as e:
    print(sys.exception() is e, sys.exc_info()[0], sys.exc_info()[1] is e, type(sys.exc_info()[2]).__name__)
print(sys.exception())
def f():
    def g():
        raise ValueError("x")
    g()
try:
    f()
except ValueError as e:
    tb = e.__traceback__
    while tb:
        print(tb.tb_lineno)
        tb = tb.tb_next
e = ValueError("a")
e.foo = 1
print(e.__dict__)
print(vars(e))
