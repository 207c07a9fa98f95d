# Literals, names with dots, alternatives, guards, what is bound when; match and case as ordinary names.
import sys


class Colour:
    RED = 1
    GREEN = 2


def literal(value):
    match value:
        case 0:
            return "zero"
        case -1 | -2:
            return "negative"
        case 1.5:
            return "one and a half"
        case 2 + 3j | -4j:
            return "complex"
        case "a" "b":
            return "text"
        case b"x":
            return "bytes"
        case None:
            return "none"
        case True:
            return "true"
        case False:
            return "false"
        case _:
            return "other"


for value in [0, -1, -2, 1.5, 2 + 3j, -4j, "ab", b"x", None, True, False, 1, 0.0, "a", bytearray(b"x"), []]:
    print(repr(value), literal(value))


def colour(value):
    match value:
        case Colour.RED:
            return "red"
        case Colour.GREEN | sys.maxsize:
            return "green"
        case other:
            return other


print(colour(1), colour(2), colour(sys.maxsize), colour(3))


def guarded(value):
    seen = []

    def check(x, answer):
        seen.append(x)
        return answer

    match value:
        case x if check(x, False):
            return "never"
        case [x, y] if check(y, x < y):
            return seen, x, y
        case (x) if check(x, x):
            return seen, x
    return seen, x, "none matched"


print(guarded([1, 2]), guarded([2, 1]), guarded(0), guarded(7))


def binding(value):
    try:
        match value:
            case [a, 0]:
                return "first", a
            case [b, 1]:
                return "second", b
        return "none"
    finally:
        print(sorted(k for k in locals() if k != "value"))


print(binding([5, 1])[0])


def in_loop(values):
    for value in values:
        match value:
            case "skip":
                continue
            case "stop":
                break
            case [*items]:
                for item in items:
                    match item:
                        case int() as n if n > 2:
                            yield n
            case _:
                yield value
    else:
        yield "end"


print(list(in_loop(["a", "skip", [1, 2, 3, 4], "b"])), list(in_loop(["a", "stop", "b"])))

match = 5
case = match + 1
print(match, case, [match][0])
match, case = case, match
print(match, case)
match(print) if callable(match) else print("not called")
match = [10, 20]
match[0] = 11
print(match[0])
match match:
    case case:
        print(case)
match 1, 2:
    case 1, x:
        print(x)
match (yielded := 3):
    case 3:
        print(yielded)
match [*"ab"]:
    case ["a", *_] | [*_, "z"]:
        print("a")


class Equal:
    def __eq__(self, other):
        print("compared with", other)
        return other == 2


match Equal():
    case 1 | 2 | 3:
        print("equal to two")


class Raising:
    def __eq__(self, other):
        raise RuntimeError("no comparison")


try:
    match Raising():
        case None:
            print("none")
        case 1:
            print("one")
except RuntimeError as e:
    print(e)
