"""In-place operators: the object's own method, then the plain operator."""


class Only:
    def __init__(self, n):
        self.n = n

    def __add__(self, other):
        return Only(self.n + other)


class Both(Only):
    def __iadd__(self, other):
        self.n += other * 100
        return self


class Declines(Only):
    def __iadd__(self, other):
        return NotImplemented


a = Only(1)
old = a
a += 2
print(a.n, a is old)
b = Both(1)
old = b
b += 2
print(b.n, b is old)
c = Declines(1)
old = c
c += 2
print(c.n, c is old)

items = [1]
same = items
items += (2, 3)
items *= 2
print(items, items is same)
pair = (1,)
same = pair
pair += (2,)
print(pair, pair is same)
text = "a"
text += "b"
text *= 3
print(text)
members = {1, 2, 3}
same = members
members &= {2, 3, 4}
members |= {9}
print(sorted(members), members is same)


class Stack(list):
    pass


s = Stack([1])
same = s
s += [2]
print(s, s is same, type(s).__name__)
