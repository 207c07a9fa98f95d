# Module builtins can be given other things: they are found as builtins are, after the globals.
import builtins


def length(x):
    return len(x)


print(length([1, 2]))
own_len = builtins.len
builtins.len = lambda x: own_len(x) + 100
print(length([1, 2]), len("a"), builtins.len(()))
builtins.made = ["made"]
print(made, hasattr(builtins, "made"), hasattr(builtins, "missing"))


def read():
    return made


print(read())
made = "a global"
print(read(), made)
del made
print(read())
del builtins.made
try:
    read()
except NameError as e:
    print(e)
try:
    builtins.made
except AttributeError as e:
    print(e)
try:
    del builtins.made
except AttributeError as e:
    print(type(e).__name__)
builtins.len = own_len
print(length([1, 2]), len("a"))

seen = []
own_print = builtins.print
builtins.print = lambda *values, **options: seen.append(values)
print("kept", 1)
builtins.print = own_print
print(seen)

setattr(builtins, "ValueError", KeyError)
try:
    raise ValueError("k")
except KeyError as e:
    print(repr(e))
