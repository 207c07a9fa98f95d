"""Documentation."""
import a
import a.b.c as d, e.f
from . import g
from .h.i import j as k, l
from m import *

_SIZE = const(16)
SHIFT = const(_SIZE * 2)
NAME = const("name")
x: int = SHIFT
y: "later"
print(_SIZE + 1, SHIFT, NAME)
for x in range(_SIZE):
    print(x)
if x:
    def f():
        global z
        z = _SIZE, NAME
        len = 3
        return len, list
list = 5
del x, list[0], list.a
print(list)
