"""Comparisons: reflection, fallback to identity, and what cannot be ordered."""


class Value:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        if isinstance(other, Value):
            return self.n == other.n
        return NotImplemented

    def __lt__(self, other):
        if isinstance(other, Value):
            return self.n < other.n
        return NotImplemented

    def __le__(self, other):
        return self.n <= other.n


class Plain:
    pass


a, b = Value(1), Value(2)
print(a == b, a != b, a == Value(1), a != Value(1))
print(a < b, a > b, a <= b, a >= b)
print(a == 1, a != 1, 1 == a, None == a)
p = Plain()
print(p == p, p != p, p == Plain(), p != Plain())
for f in (lambda: a < 1, lambda: 1 < a, lambda: p < p, lambda: 1 > "a", lambda: [] <= (), lambda: None >= None,
          lambda: {} < {}, lambda: a > p):
    try:
        print(f())
    except TypeError as e:
        print(e)


class Odd:
    def __eq__(self, other):
        return "equal"

    def __ne__(self, other):
        return []

    def __lt__(self, other):
        return 0


print(Odd() == 1, Odd() != 1, Odd() < 1, 1 > Odd())
print(1 == Odd(), [Odd()] == [5])


class Base:
    def __eq__(self, other):
        print("Base.__eq__")
        return True


class Derived(Base):
    def __eq__(self, other):
        print("Derived.__eq__")
        return False


print(Base() == Derived(), Derived() == Base())
print(Base() != Derived())
nan = float("nan")
print(nan == nan, [nan] == [nan], nan in [nan], nan != nan)
