"""Which side of a binary operator is asked, and in which order."""


class Left:
    def __add__(self, other):
        print("Left.__add__")
        return NotImplemented

    def __radd__(self, other):
        print("Left.__radd__")
        return "left"


class Right:
    def __radd__(self, other):
        print("Right.__radd__")
        return "right"


class Sub(Left):
    def __radd__(self, other):
        print("Sub.__radd__")
        return "sub"


class Plain(Left):
    pass


print(Left() + Right())
print(Left() + Sub())
print(1 + Left())
print([1] + Left())
print("text" + Right())
print((1,) + Right())
try:
    Left() + Plain()
except TypeError as e:
    print(e)
try:
    Left() + Left()
except TypeError as e:
    print(e)


class Number(int):
    def __radd__(self, other):
        return "number"


print(1 + Number(2), Number(2) + 1, 1.5 + Number(2))
