# area: Functions
# what: Code objects have no attributes.
# why: Names of variables are not kept. MicroPython has no `__code__`.
# instead: `f.__name__`.
# python: f
# taipan: AttributeError
def f():
    pass


try:
    print(f.__code__.co_name)
except AttributeError:
    print("AttributeError")
