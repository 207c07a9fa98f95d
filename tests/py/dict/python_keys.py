# Keys whose hash and equality are written in Python.
calls = []
class Key:
    def __init__(self, n):
        self.n = n
    def __hash__(self):
        calls.append("hash")
        return self.n % 4
    def __eq__(self, other):
        calls.append("eq")
        return isinstance(other, Key) and self.n == other.n
    def __repr__(self):
        return "Key(%d)" % self.n
d = {}
for i in range(30):
    d[Key(i)] = i
print(len(d), all(d[Key(i)] == i for i in range(30)), Key(30) in d)
for i in range(0, 30, 2):
    del d[Key(i)]
print(len(d), d)
print(d.pop(Key(1)), d.get(Key(2), "no"), d.setdefault(Key(3), "x"), d.setdefault(Key(2), "two"))
d["plain"] = 1
d[5] = "five"
print(len(d), d["plain"], d[5], d[Key(5)])
calls.clear()
small = {Key(1): "a"}
print(calls)
small[Key(2)]  if Key(2) in small else None
print(calls)
print(small == {Key(1): "a"}, {Key(9): 1} == {Key(9): 2})
