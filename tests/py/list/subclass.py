# Classes that derive from list.
class Stack(list):
    def push(self, x):
        self.append(x)
    def top(self):
        return self[-1]

s = Stack()
s.push(1)
s.push(2)
print(s, s.top(), len(s), s + [3], isinstance(s, list), s == [1, 2], 2 in s)
s.extend([5, 4])
s.sort()
print(s, s[1:3], type(s[1:3]) is list, sorted(s, reverse=True), sum(s), max(s))
for x in s:
    print(x, end=" ")
print()
class Upper(list):
    def __init__(self, items):
        super().__init__(str(x).upper() for x in items)
    def __getitem__(self, i):
        return "<" + super().__getitem__(i) + ">"
u = Upper("abc")
print(u, u[1], len(u))
s += [9]
print(type(s).__name__, s)
del s[0]
s[0] = "new"
print(s, list(reversed(s)), s.index(5), s.copy())
