"""The functions behind except* are builtins that a script can name: whatever it hands them, it gets an answer or an exception."""
try:
    split, join = __split_exception__, __join_exceptions__
except NameError:
    split = join = lambda *args: None

group = ExceptionGroup("g", [ValueError(), TypeError()])


class Own(list):
    pass


things = [1, "text", None, print, ValueError, ValueError(), group, (), (1, 2), [], [1], [None], {}, object(), Own([group]), 2.5]
for f in (split, join):
    for a in things:
        for b in things:
            try:
                f(a, b)
            except TypeError:
                pass
print("done")
