"""Containers that hold themselves."""
a = [1]
a.append(a)
print(a)
d = {}
d["self"] = d
print(d)
b = [1]
c = (b, 2)
b.append(c)
print(b, c)
d2 = {1: a}
a.append(d2)
print(a)
print([a, a] == [a, a])
x = []
y = [x, x]
print(y)


class Node:
    def __init__(self):
        self.items = [self]

    def __repr__(self):
        return "Node(" + repr(self.items) + ")"


class Fails:
    def __repr__(self):
        raise ValueError


f = [Fails()]
for i in range(2):
    try:
        repr(f)
    except ValueError:
        print("failed")
f[0] = 1
print(f)
