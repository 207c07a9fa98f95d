# area: Functions
# what: `locals()` in a function is the globals.
# why: Variables are registers; their names are not kept. MicroPython does the same.
# instead: A dict of your own.
# python: False
# taipan: True
def f():
    x = 1
    return locals() is globals()


print(f())
