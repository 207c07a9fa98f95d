"""Truth: __bool__, then __len__, then true."""


class Yes:
    pass


class ByBool:
    def __init__(self, value):
        self.value = value

    def __bool__(self):
        return self.value


class ByLen:
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n


class Both:
    def __bool__(self):
        return True

    def __len__(self):
        return 0


print(bool(Yes()), bool(ByBool(True)), bool(ByBool(False)), bool(ByLen(0)), bool(ByLen(3)), bool(Both()))
print(not ByBool(False), not ByLen(1), ByLen(0) or "other", ByLen(1) and "next")
if ByLen(0):
    print("wrong")
while ByBool(False):
    print("wrong")
print([x for x in (0, 1, "", "a", (), [0], {}, None, 0.0, -0.0, 2.5, b"", range(0), range(1)) if x])
for bad in (1, 0, None, "yes"):
    try:
        bool(ByBool(bad))
    except TypeError as e:
        print(e)
for bad in (-1, "3", 2.5):
    try:
        bool(ByLen(bad))
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)


class Sub(list):
    pass


print(bool(Sub()), bool(Sub([0])))


class Falsy(list):
    def __bool__(self):
        return False


print(bool(Falsy([1])))
