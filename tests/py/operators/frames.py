# Special methods written in Python, in every place where an operator can stand: what they answer, raise and call.


class Number:
    def __init__(self, n):
        self.n = n

    def __repr__(self):
        return "N%r" % (self.n,)

    def __add__(self, other):
        self, other = (self.n, other.n if isinstance(other, Number) else other)
        return Number(self + other) if isinstance(other, int) else NotImplemented

    def __radd__(self, other):
        return Number([other, self.n])

    def __sub__(self, other):
        return NotImplemented

    def __rsub__(self, other):
        return NotImplemented

    def __mul__(self, other):
        return self.n * other

    def __iadd__(self, other):
        if other == 0:
            return NotImplemented
        self.n += other
        return self

    def __eq__(self, other):
        if not isinstance(other, Number):
            return NotImplemented
        return self.n == other.n

    def __lt__(self, other):
        return self.n < other.n if isinstance(other, Number) else NotImplemented

    def __hash__(self):
        return hash(self.n)

    def __neg__(self):
        return Number(-self.n)

    def __invert__(self):
        return [self]


class Refined(Number):
    def __radd__(self, other):
        return ("refined", other)

    def __gt__(self, other):
        return "gt"


class Other:
    def __radd__(self, other):
        return ("other", other)

    def __rsub__(self, other):
        return ("rsub", other)

    def __gt__(self, other):
        return ("gt", other)

    def __eq__(self, other):
        return ["equal"]

    def __ne__(self, other):
        return []


def attempt(function, *args):
    try:
        return function(*args)
    except TypeError as error:
        return "%s: %s" % (type(error).__name__, error)


a, b, r, o = Number(1), Number(2), Refined(3), Other()
print(a + b, a + 5, 5 + a, "x" + a, [] + a, a + r, r + a, a + o, o + a if False else "")
print(attempt(lambda: a + "x"), attempt(lambda: a + None), attempt(lambda: None + o))
print(a - o, attempt(lambda: a - b), attempt(lambda: a - 1), attempt(lambda: 1 - a), attempt(lambda: o - a))
print(a * 3, a * [1], attempt(lambda: 3 * a), -a, ~a, attempt(lambda: +a))
c = Number(10)
d = c
c += 5
print(c, c is d)
c += 0
print(c, c is d)
e = 1
e += a
print(e)
e = []
e += Number("text") if False else ()
print(e)


def in_place():
    x = Number(1)
    x += "z"


print(attempt(in_place))

# Comparisons: as values, as conditions, with the sides exchanged.
print(a == b, a == Number(1), a != b, a != Number(1), a == 1, a != 1, 1 == a, 1 != a)
print(a < b, b < a, a > b, b > a, attempt(lambda: a <= b), attempt(lambda: a < 1), attempt(lambda: 1 > a))
print(a < o, o == 1, 1 == o, o != 1, a == o, o == a, a > r, r > a, a < r)
print("yes" if a < b else "no", "yes" if a > b else "no", "yes" if a == o else "no", "yes" if o != a else "no")
print("yes" if not a < b else "no", "yes" if a != b else "no", "yes" if 1 == a else "no")
if a == b:
    print("equal")
elif a < b:
    print("less")
count = 0
limit, step = Number(5), Number(0)
while step < limit:
    step = step + 1
    count += 1
    if step == Number(3):
        continue
    if count > 20:
        break
print(count, step)
print(a < b < Number(3) < Number(4), a < b < Number(0), [n for n in (3, 1, 2) if Number(n) < limit and Number(n) != b])
print(sorted([Number(3), Number(1), Number(2)]), max(Number(3), Number(7)), min([Number(3), Number(1)]))
print(Number(1) in [0, Number(1)], {Number(1): "one"}[Number(1)])


class Truth:
    def __init__(self, truth):
        self.truth = truth

    def __bool__(self):
        if self.truth is None:
            raise ValueError("no truth")
        return self.truth


class Answers:
    def __init__(self, answer):
        self.answer = answer

    def __lt__(self, other):
        return self.answer

    def __eq__(self, other):
        return self.answer

    def __contains__(self, item):
        return self.answer


def conditions(answer):
    x = Answers(answer)
    try:
        result = []
        result.append(1 if x < 1 else 0)
        result.append(1 if x == 1 else 0)
        result.append(x != 1)
        result.append(1 if x != 1 else 0)
        result.append(5 in x)
        result.append(5 not in x)
        result.append(1 if 5 in x else 0)
        result.append(1 if 5 not in x else 0)
    except ValueError as error:
        result.append(str(error))
    return result


for answer in (True, False, 0, 1, "", "a", [], [0], None, Truth(True), Truth(False), Truth(None)):
    print(conditions(answer))


# Containers.
class Table:
    def __init__(self):
        self.log = []

    def __getitem__(self, key):
        return key

    def __setitem__(self, key, value):
        self.log.append((key, value))
        self = key = value = None
        return 5

    def __delitem__(self, key):
        if key == "bad":
            raise KeyError(key)
        self.log.append(key)

    def __contains__(self, item):
        return item in ("a", "b")

    @property
    def last(self):
        return self.log[-1]

    @last.setter
    def last(self, value):
        if value is None:
            raise ValueError("none")
        self.log[-1] = value
        return "dropped"


class Watched:
    def __setattr__(self, name, value):
        object.__setattr__(self, name, (name, value))


t = Table()
t[1] = 2
t["a", 3] = t[4]
t[1:2] = 5
del t[6]
t.last = 7
print(t.log, t.last, "a" in t, "c" in t, "c" not in t)
t[0] += 5
print(t.log)
for wrong in (None,):
    try:
        t.last = wrong
    except ValueError as error:
        print(error)
try:
    del t["bad"]
except KeyError as error:
    print(repr(error))
w = Watched()
w.x = 5
print(w.x)


# Methods that are no functions, and functions that are no plain ones.
class Odd:
    __add__ = len
    __sub__ = staticmethod(lambda other: ("static", other))
    __mul__ = classmethod(lambda cls, other: (cls.__name__, other))
    __lt__ = max
    __contains__ = staticmethod(lambda item: item == 1)

    def __truediv__(self, other):
        yield other

    async def __mod__(self, other):
        return other

    def __floordiv__(self, other, more=3):
        return other, more

    def __pow__(self, *args, **named):
        return args, named

    def __and__(self):
        return "too few"

    def __setitem__(self, key, value):
        yield key

    def __gt__(self, other):
        yield other


odd = Odd()
print(odd - 1, odd * 2, list(odd / 3), odd // 4, odd**5, 1 in odd, 2 in odd, list(odd > 6))
for wrong in (lambda: odd + 1, lambda: odd & 1, lambda: odd @ 1, lambda: odd < 1):
    try:
        print(wrong())
    except TypeError as error:
        print("TypeError")
odd[1] = 2
coroutine = odd % 7
try:
    coroutine.send(None)
except StopIteration as error:
    print(error.value)


# What is raised in a method passes through the operator.
class Fails:
    def __add__(self, other):
        raise ValueError("add")

    def __lt__(self, other):
        return self.missing

    def __setitem__(self, key, value):
        [][key]

    def __contains__(self, item):
        return 1 // item

    def __eq__(self, other):
        try:
            return self + other
        finally:
            log.append("finally")


log = []


def lines(error):
    found = []
    trace = error.__traceback__
    while trace:
        found.append(trace.tb_lineno)
        trace = trace.tb_next
    return found


def check(function):
    try:
        function()
    except MemoryError:
        raise
    except Exception as error:
        print(type(error).__name__, error, lines(error))


fails = Fails()
check(lambda: fails + 1)
check(lambda: fails < 1)
check(lambda: fails.__setitem__(5, 6))
check(lambda: 0 in fails)
check(lambda: 1 if fails == 1 else 2)
print(log)


def store():
    fails[3] = 4


def branch():
    if fails < 1:
        return 1
    return 2


check(store)
check(branch)


# Frames of methods in frames of generators, and the other way round.
def steps(values):
    total = Number(0)
    for value in values:
        total = total + value
        yield total
        if total == Number(3):
            yield "three"


print(list(steps([1, 2, 3])))


class Summed:
    def __init__(self, values):
        self.values = values

    def __add__(self, other):
        return Summed([x + y for x, y in zip(self.values, other.values)])

    def __eq__(self, other):
        return all(x == y for x, y in zip(self.values, other.values))


left, right = Summed([a, b]), Summed([b, r])
print((left + right).values, left == right, left == left, left + left == left)
print(sum([Number(1), Number(2)], Number(3)))


# Deeper than native code may nest.
class Deep:
    def __init__(self, n):
        self.n = n

    def __add__(self, other):
        return self.n if self.n == 0 else 1 + (Deep(self.n - 1) + other)

    def __lt__(self, other):
        return True if self.n == 0 else Deep(self.n - 1) < other

    def __contains__(self, item):
        return self.n == item or item in Deep(self.n - 1)


print(Deep(40) + 1, Deep(40) < 1, 0 in Deep(40))
