# Messages of exceptions that the interpreter raises, asked for at once, later, or in another way than by str().


def caught(function, *args):
    try:
        function(*args)
    except MemoryError:
        raise
    except Exception as error:
        return error


class Item:
    def __init__(self, text):
        self.text = text

    def __repr__(self):
        return "Item(%r)" % self.text


def attribute(value):
    return value.missing


def index(row, i):
    return row[i]


def add(a, b):
    return a + b


def wrong_name():
    return nowhere


errors = [
    caught(int, "1x"),
    caught(int, "it's"),
    caught(int, "a\\b"),
    caught(int, "\u00e4\u20ac"),
    caught(int, "x" * 100),
    caught(attribute, 5),
    caught(attribute, Item("a")),
    caught(attribute, Item),
    caught(index, [], 0),
    caught(index, (), 1),
    caught(index, {}, "key"),
    caught(index, 5, 5),
    caught(add, 1, "a"),
    caught(add, "a", 1),
    caught(add, Item(1), Item(2)),
    caught(wrong_name),
    caught(lambda: 1 // 0),
    caught(lambda: 1 % 0),
    caught(lambda: [].pop()),
    caught(lambda: {}.popitem()),
    caught(lambda: len(5)),
    caught(lambda: iter(5)),
    caught(lambda: next(5)),
    caught(lambda: Item("a")()),
    caught(lambda: Item()),
    caught(lambda: ord("ab")),
    caught(lambda: chr(-1)),
    caught(lambda: {[]: 1}),
    caught(lambda: "a" < 1),
    caught(lambda: "%d" % "a"),
    caught(lambda: [1, 2].index(Item("b"))),
]
for error in errors:
    print(type(error).__name__, "|", error)
for error in errors:
    print(repr(error))
for error in errors:
    print(error.args)

# What an AttributeError and a NameError know besides their message.
item = Item("b")
error = caught(attribute, item)
print(error.name, error.obj is item)
print(error.args)
error = caught(wrong_name)
print(error.name)
error = caught(attribute, item)
item.text = "c"
print(error, error.obj)
try:
    error.nothing
except AttributeError as other:
    print(other.name, other.obj is error, other)

# The message is that of the moment.
row = [1]
try:
    [].index(row)
except ValueError as error:
    row.append(2)
    print(error)
try:
    [].remove(row)
except ValueError as error:
    print(error.args)


class A:
    pass


class B:
    pass


a = A()
try:
    a + 1
except TypeError as error:
    a.__class__ = B
    print(error)

# Other uses of an exception whose message nobody asked for.
error = caught(int, "2x")
error.args = ("other",)
print(error, error.args)
error = caught(attribute, 7)
error.args = ()
print(repr(error), error.name, error.obj)
error = caught(int, "3x")
error.__init__()
print(repr(error))
error = caught(int, "3x")
error.__init__("new")
print(repr(error))
error = caught(index, [], 1)
error.add_note("a note")
print(error.__notes__, error)
error = caught(int, "4x")
print(error == error, error != caught(int, "4x"), isinstance(hash(error), int))
print(isinstance(error, ValueError), error.__cause__, error.__context__)


def again(error):
    try:
        raise error
    except ValueError as same:
        return same


print(again(caught(int, "5x")))
try:
    try:
        int("6x")
    except ValueError as error:
        raise KeyError("k") from error
except KeyError as error:
    print(repr(error.__cause__), error.__context__ is error.__cause__)
try:
    try:
        int("7x")
    except ValueError:
        [][1]
except IndexError as error:
    print(repr(error.__context__), error)


def generator():
    try:
        yield 1
    except ValueError as error:
        yield error.args


steps = generator()
next(steps)
print(steps.throw(caught(int, "8x")))


class Manager:
    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        print(kind.__name__, value, value.args)
        return True


with Manager():
    int("9x")
with Manager():
    attribute("text")

kept = [caught(int, "%dy" % i) for i in range(5)]
print([str(error) for error in kept])
print("%s %r" % (kept[0], kept[1]), f"{kept[2]} {kept[3]!r:>60}")
