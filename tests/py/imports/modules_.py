"""Importing modules of the corpus's own."""
import sys

sys.path.append(sys.path[0] + "/modules")

import simple
import package
import package.inner
from simple import value, double as twice
from package.inner import name
from package import *

print(simple.value, value, twice(4), simple.__name__)
print(package.inner.name, name, package.__name__, exported)
import simple as again

print(again is simple, "simple" in sys.modules)
simple.value = 100
print(again.value, value)


def local_import():
    from package import relative

    return relative.of_parent


print(local_import())
try:
    import nowhere
except ImportError:
    print("no module")
try:
    from simple import missing
except ImportError:
    print("no name")
try:
    import failing
except ValueError as e:
    print(e, "failing" in sys.modules)
import circular_a

print(circular_a.result())
try:
    import simple.deeper
except ImportError as e:
    print(type(e).__name__, e)
print(package.__file__.rsplit("/", 2)[-2:])
