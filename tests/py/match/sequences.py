# Sequence patterns: lengths, stars in each place, nesting; what counts as a sequence and what does not.
import array


def shape(value):
    match value:
        case []:
            return "empty"
        case [x]:
            return "one", x
        case [x, y]:
            return "two", x, y
        case [first, *middle, last]:
            return first, middle, last


for value in [[], (1,), [1, 2], (1, 2, 3), [1, 2, 3, 4, 5], range(4), "ab", b"ab", bytearray(b"ab"), {1: 2}, {1, 2}, 3, None]:
    print(shape(value))
print(shape(array.array("h", [7, 8, 9])), shape(memoryview(b"xyz")))


def stars(value):
    match value:
        case [*all_of]:
            pass
    match value:
        case [1, *after]:
            return all_of, "after", after
        case [*before, 9]:
            return all_of, "before", before
        case [_, *_, 5, _]:
            return all_of, "5 is last but one"
        case (a, b, *_):
            return all_of, a, b
        case _:
            return all_of


for value in [[1, 2], [3, 9], [0, 5, 0], [0, 7, 5, 0], [4, 4, 4], [4]]:
    print(stars(value))


def nested(value):
    match value:
        case [[a, [b, *c]], {"k": [d, _]}, *rest]:
            return a, b, c, d, rest
        case ((a, b), c) | [a, [b, c, _]]:
            return "either", a, b, c
        case "go", ("n" | "s" | "e" | "w" as way):
            return way
        case "go", *ways:
            return "nowhere", ways


print(nested([[1, (2, 3, 4)], {"k": (5, 6)}, 7, 8]))
print(nested([(1, 2), 3]), nested([1, [2, 3, 4]]), nested(("go", "n")), nested(["go", "up", "x"]), nested([]))


class Sequence:
    def __len__(self):
        return 2

    def __getitem__(self, i):
        return [10, 20][i]


print(shape(Sequence()))


class Sub(list):
    pass


print(shape(Sub([1, 2])))


def command(line):
    match line.split():
        case ["quit" | "exit"]:
            return "bye"
        case ["set", name, "=", value]:
            return name, value
        case ["add", *numbers] if numbers and all(n.isdigit() for n in numbers):
            return sum(int(n) for n in numbers)
        case ["add", *_]:
            return "numbers wanted"
        case [unknown, *_]:
            return "what is " + unknown
        case []:
            return ""


for line in ["quit", "exit", "set a = 5", "add 1 2 3", "add x", "add", "hop 1", ""]:
    print(repr(command(line)))
