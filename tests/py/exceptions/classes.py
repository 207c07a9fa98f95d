"""The exception classes, their arguments, and what they say."""

kinds = [
    (BaseException, object), (Exception, BaseException), (ArithmeticError, Exception), (OverflowError, ArithmeticError),
    (ZeroDivisionError, ArithmeticError), (LookupError, Exception), (IndexError, LookupError), (KeyError, LookupError),
    (NotImplementedError, RuntimeError), (SyntaxError, Exception), (IndentationError, SyntaxError),
    (ValueError, Exception), (UnicodeError, ValueError), (StopIteration, Exception), (KeyboardInterrupt, BaseException),
    (SystemExit, BaseException), (GeneratorExit, BaseException), (OSError, Exception), (ImportError, Exception),
    (MemoryError, Exception), (NameError, Exception), (TypeError, Exception), (AttributeError, Exception),
    (AssertionError, Exception), (EOFError, Exception), (StopAsyncIteration, Exception),
]
for kind, base in kinds:
    print(kind.__name__, issubclass(kind, base))

for e in (ValueError(), ValueError("one"), ValueError("one", 2), KeyError("k"), IndexError(5)):
    print(repr(e), e.args)
print(str(ValueError()), str(ValueError("one")), str(ValueError(1, 2)))


def kind_of(f):
    try:
        f()
    except Exception as e:
        return type(e).__name__
    return "none"


print(kind_of(lambda: 1 // 0), kind_of(lambda: 1 % 0), kind_of(lambda: 1.0 / 0))
print(kind_of(lambda: [][0]), kind_of(lambda: {}[0]), kind_of(lambda: ()[1]), kind_of(lambda: ""[0]))
print(kind_of(lambda: None.x), kind_of(lambda: undefined), kind_of(lambda: 1 + ""), kind_of(lambda: len(5)))
print(kind_of(lambda: int("x")), kind_of(lambda: [].pop()), kind_of(lambda: [].remove(1)), kind_of(lambda: next(iter([]))))
print(kind_of(lambda: 1 << -1), kind_of(lambda: {[]: 1}), kind_of(lambda: 5()), kind_of(lambda: "a" < 1))
print(kind_of(lambda: chr(-1)), kind_of(lambda: bytes([256])), kind_of(lambda: iter(5)), kind_of(lambda: 5[0]))


def fails():
    assert 1 == 2, "numbers"


try:
    fails()
except AssertionError as e:
    print(e)


class Custom(Exception):
    pass


class Other(Custom):
    def __str__(self):
        return "custom text"


try:
    raise Custom
except Custom as e:
    print(repr(e), e.args)
try:
    raise Other(1, 2)
except Custom as e:
    print(str(e), e.args, isinstance(e, Other))
for bad in (5, "text", int, None):
    try:
        raise bad
    except TypeError:
        print("cannot raise", bad if not isinstance(bad, type) else bad.__name__)
try:
    try:
        raise KeyError("low")
    except KeyError as e:
        raise ValueError("high") from e
except ValueError as e:
    print(e)


def through(n):
    if n == 0:
        raise Custom("deep")
    through(n - 1)


try:
    through(20)
except Custom as e:
    print(e.args[0])

count = 0
for i in range(100):
    try:
        if i % 3 == 0:
            raise Custom(i)
        elif i % 3 == 1:
            {}[i]
    except Custom as e:
        count += e.args[0]
    except KeyError as e:
        count -= e.args[0]
print(count)
try:
    raise SystemExit(3)
except SystemExit as e:
    print("exit", e.args)
try:
    raise OSError(2)
except OSError as e:
    print(e.args[0])
