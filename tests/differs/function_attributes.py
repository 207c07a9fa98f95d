# area: Functions
# what: Functions take no attributes of their own, and `__name__` and `__doc__` cannot be set.
# why: A function is 12 bytes, most of the time. MicroPython does the same.
# instead: A class with `__call__`, or a dict beside the function.
# python: 1
# taipan: AttributeError
def f():
    pass


try:
    f.calls = 1
    print(f.calls)
except AttributeError:
    print("AttributeError")
