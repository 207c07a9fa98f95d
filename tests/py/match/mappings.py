# Mapping patterns: keys present and absent, values, the rest, keys that are constants of a class.
class Key:
    NAME = "name"
    AGE = 3


def about(value):
    match value:
        case {}if not value:
            return "empty"
        case {Key.NAME: str(name), Key.AGE: age, **rest}:
            return name, age, rest
        case {"kind": "circle", "r": r}:
            return "circle", r
        case {"kind": "box", "size": (w, h)}:
            return "box", w * h
        case {"kind": kind, **rest}:
            return kind, rest
        case {1: _, -1: x}:
            return "numbers", x
        case {None: a, True: b}:
            return "constants", a, b
        case {"in": {"deep": [_, {"er": x}]}}:
            return x
        case {**rest}:
            return "any", rest


values = [
    {},
    {"name": "n", 3: 4, "more": 5},
    {"kind": "circle", "r": 2, "colour": "red"},
    {"kind": "box", "size": [2, 3]},
    {"kind": "box", "size": 4},
    {1: "one", -1: "minus"},
    {None: 1, True: 2},
    {"in": {"deep": (0, {"er": "here"})}},
    {"name": 5, 3: 4},
    [1],
    "kind",
]
for value in values:
    print(about(value))

source = {"a": 1, "b": 2, "c": 3}
match source:
    case {"a": a, **others}:
        others["d"] = a
        print(others, source)


class Missing(dict):
    def __missing__(self, key):
        return "made"


match Missing(x=1):
    case {"y": y}:
        print("made", y)
    case {"x": x}:
        print("x", x)

try:
    match {"a": 1}:
        case {Key.NAME: _, "name": _}:
            pass
        case _:
            print("no such key")
    match {"name": 1}:
        case {Key.NAME: _, "name": _}:
            pass
except ValueError as e:
    print(e)
