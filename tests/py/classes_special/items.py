"""Items: __getitem__, __setitem__, __delitem__, __len__, __index__, __missing__, __class_getitem__."""


class Log:
    def __getitem__(self, key):
        return ("get", key)

    def __setitem__(self, key, value):
        print("set", key, value)

    def __delitem__(self, key):
        print("del", key)


log = Log()
print(log[1], log["a"], log[1, 2], log[1:2], log[::3], log[...])
log[1] = 2
log[1:2] = 3
log["k"] += ("more",)
del log[0], log["x"]


class Index:
    def __init__(self, n):
        self.n = n

    def __index__(self):
        return self.n


items = [10, 20, 30, 40]
print(items[Index(1)], items[Index(-1)], items[Index(1):Index(3)], "text"[Index(2)], (1, 2)[Index(0)])
items[Index(0)] = 11
del items[Index(3)]
print(items, [0] * Index(3), range(Index(3)), b"abc"[Index(1)])
for f in (lambda: items[Index("x")], lambda: items["a"], lambda: items[1.5], lambda: (1,)["a"], lambda: "abc"["a"],
          lambda: items[None], lambda: 5[0], lambda: None[0], lambda: len(5), lambda: Index(1)[0], lambda: items[9],
          lambda: (1,)[5], lambda: "abc"[7], lambda: {}["k"], lambda: {1: 2}[(3, 4)], lambda: range(3)[5],
          lambda: items[::0], lambda: items["a":], lambda: b"a"[3], lambda: b"a"["x"]):
    try:
        print(f())
    except (TypeError, IndexError, KeyError, ValueError) as e:
        print(type(e).__name__, e)


def assign(x, key):
    x[key] = 1


def delete(x, key):
    del x[key]


for f in (assign, delete):
    for x, key in (((1,), 0), ("a", 0), (5, 0), ([1], 5), ([1], "a"), ({}, []), (Index(1), 0)):
        try:
            f(x, key)
            print("done")
        except (TypeError, IndexError, KeyError) as e:
            print(type(e).__name__, e)


class Default(dict):
    def __missing__(self, key):
        return "no " + key


d = Default(a=1)
print(d["a"], d["b"], d.get("b"), "b" in d)


class Box:
    def __class_getitem__(cls, key):
        return (cls.__name__, key)


print(Box[int] == ("Box", int), Box[1, 2])
try:
    Index[int]
except TypeError as e:
    print(e)


class Sized:
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n


print(len(Sized(3)), len(Sized(True)))
for bad in (-1, "a", 1.5, None):
    try:
        len(Sized(bad))
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
