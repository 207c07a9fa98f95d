# Texts for a wrong number of arguments.
calls = (
    lambda: [].insert(1), lambda: [].append(), lambda: [].pop(1, 2), lambda: [].clear(1), lambda: {}.get(), lambda: {}.get(1, 2, 3),
    lambda: {}.pop(), lambda: isinstance(1), lambda: getattr(1), lambda: len(), lambda: len(1, 2), lambda: abs(), lambda: {}.keys(1),
    lambda: setattr(1, 2), lambda: hasattr(1), lambda: {}.setdefault(), lambda: set().add(), lambda: ().index(), lambda: ().count(),
    lambda: range(), lambda: slice(), lambda: divmod(1), lambda: list(1, 2), lambda: tuple(1, 2), lambda: set(1, 2), lambda: len(x=1), lambda: [].append(x=1),
)
for call in calls:
    try:
        call()
    except TypeError as e:
        print(e)
