# Comparisons that change the dict they are made for.
class Meddler:
    def __init__(self, name):
        self.name = name
    def __hash__(self):
        return 1
    def __eq__(self, other):
        if target is not None:
            action()
        return self.name == other.name
target = None
d = {}
for name in "abcdefghijkl":
    d[Meddler(name)] = name
target = d
def action():
    global target
    target = None
    d.clear()
print(Meddler("l") in d, len(d))
for name in "abc":
    d[Meddler(name)] = name
def action():
    global target
    target = None
    for i in range(100, 140):
        d[i] = i
target = d
print(d[Meddler("c")], len(d))
class Raiser(Meddler):
    def __init__(self):
        pass
    def __hash__(self):
        return 1
    def __eq__(self, other):
        raise ValueError("cannot compare")
for f in (lambda: d[Raiser()], lambda: d.get(Raiser()), lambda: Raiser() in d):
    try:
        f()
    except ValueError as e:
        print(e)
class NoHash:
    def __hash__(self):
        raise ValueError("cannot hash")
for f in (lambda: d[NoHash()], lambda: {NoHash(): 1}, lambda: {NoHash()}):
    try:
        f()
    except ValueError as e:
        print(e)
class BadHash:
    def __hash__(self):
        return "x"
try:
    d[BadHash()]
except TypeError as e:
    print(e)
