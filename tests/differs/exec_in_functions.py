# area: Functions
# what: `exec` in a function sets globals.
# why: As for `eval`. MicroPython does the same.
# instead: `exec(text, variables)`.
# python: 1
# taipan: 2
x = 1


def f():
    exec("x = 2")
    return x


print(f())
