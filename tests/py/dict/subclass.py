# Classes that derive from dict, __missing__ among their methods.
class Counting(dict):
    def __missing__(self, key):
        self[key] = 0
        return 0
c = Counting()
for ch in "hello":
    c[ch] += 1
print(c, c["zzz"], len(c), c.get("other"), "other" in c, isinstance(c, dict))
class Logged(dict):
    def __setitem__(self, key, value):
        print("set", key)
        super().__setitem__(key, value)
    def __getitem__(self, key):
        return super().__getitem__(key) * 2
l = Logged(a=1)
l["b"] = 2
l.update(c=3)
print(l["a"], l["b"], l.get("c"), l, sorted(l), l == {"a": 1, "b": 2, "c": 3})
class Init(dict):
    def __init__(self, n):
        super().__init__((i, i * i) for i in range(n))
print(Init(4), Init(3) | {9: 9}, list(Init(2).items()))
class D(dict):
    pass
print(D.fromkeys("ab", 1), type(D.fromkeys("")).__name__, {**D(x=1)}, dict(D(y=2)))
