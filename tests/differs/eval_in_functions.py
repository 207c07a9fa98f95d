# area: Functions
# what: `eval` and `exec` in a function do not see its variables.
# why: Variables are registers; their names are not kept. MicroPython does the same.
# instead: `eval(text, {"x": x})`.
# python: 1
# taipan: NameError
def f():
    x = 1
    try:
        return eval("x")
    except NameError:
        return "NameError"


print(f())
