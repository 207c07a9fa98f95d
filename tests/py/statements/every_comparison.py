# Each comparison as a condition, taken and not taken, with ints, floats and objects, in all the places of conditions.
class Box:
    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        return self.n < other.n

    def __le__(self, other):
        return self.n <= other.n


def conditions(a, b):
    out = ""
    if a < b:
        out += "<"
    if a <= b:
        out += "l"
    if a > b:
        out += ">"
    if a >= b:
        out += "g"
    if a == b:
        out += "="
    if a != b:
        out += "!"
    if not a < b:
        out += "A"
    if not a <= b:
        out += "B"
    if not a > b:
        out += "C"
    if not a >= b:
        out += "D"
    if not a == b:
        out += "E"
    if not a != b:
        out += "F"
    if a < b or a == b:
        out += "1"
    if a > b or a < b:
        out += "2"
    if a >= b or a <= b:
        out += "3"
    if a != b and (a <= b or a >= b):
        out += "4"
    if (a != b or a == b) and not (a > b or a >= b):
        out += "5"
    return out


print(conditions(1, 2), conditions(2, 2), conditions(3, 2))
print(conditions(1.5, 2), conditions(2.0, 2), conditions(3, 2.5))
print(conditions("a", "b"), conditions("b", "b"), conditions("c", "b"))
print(conditions(2**70, 2**70 + 1), conditions(-(2**40), 2**40))
print(conditions(float("nan"), 1.0), conditions(float("nan"), float("nan")))
print(conditions(Box(1), Box(2)), conditions(Box(3), Box(2)))


def with_constants(a):
    out = ""
    if a < 5 or a > 7:
        out += "a"
    if a <= 5 or a >= 7:
        out += "b"
    if a != 5 and not a < 3:
        out += "c"
    if not (a >= 5 or a == 1):
        out += "d"
    if a > 5 or a != 6:
        out += "e"
    if not a != 5 or not a >= 2:
        out += "f"
    if not a <= 5 or not a > 1:
        out += "g"
    while not a > 8 and not a >= 9:
        a += 1
    while a >= 6 or a > 9:
        a -= 1
    return out, a


for a in [1, 2, 5, 6, 7, 9, 5.0, 5.5, True, 2**40, -(2**40)] if False else [1, 2, 5, 6, 7, 9, 5.0, 5.5, True]:
    print(a, with_constants(a))


def loops(n):
    trace = []
    i = 0
    while i < n or i == 0:
        i += 1
        if i is None or i is not n and i > 2:
            trace.append(i)
    while i > 0 or i != 0:
        i -= 1
    while not (i >= n or i < 0):
        i += 2
    return trace, i


print(loops(5), loops(0), loops(1))


def raising(x):
    for test in (lambda: x < 1 or True, lambda: not x >= 1, lambda: x > 1 or x, lambda: x <= 1 and 2):
        try:
            test()
        except TypeError as e:
            print(e)


raising("s")
raising(None)
raising(1j)
