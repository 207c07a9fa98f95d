"""Classes that derive from builtin types, and reach their methods by super()."""


class D(dict):
    def __getitem__(self, k):
        print("get", k)
        return super().__getitem__(k)
    def __setitem__(self, k, v):
        print("set", k, v)
        super().__setitem__(k, v)
    def __delitem__(self, k):
        print("del", k)
        super().__delitem__(k)
    def __contains__(self, k):
        print("in", k)
        return super().__contains__(k)
    def __len__(self):
        return super().__len__() + 100
    def __iter__(self):
        print("iter")
        return super().__iter__()
d = D()
d["a"] = 1
print(d["a"], "a" in d, len(d), list(d), d.get("a"))
del d["a"]
print(bool(d), d == {}, d != {})
class L(list):
    def append(self, x):
        super().append(x * 2)
    def __getitem__(self, i):
        r = super().__getitem__(i)
        return r if isinstance(r, list) else ("item", r)
    def __eq__(self, o):
        return "eq"
    def __add__(self, o):
        return L(super().__add__(o))
l = L([1, 2])
l.append(5)
print(l, l[0], l[0:2], l == 3, l != [1], l + [3], type(l + [3]).__name__, l * 2, type(l * 2).__name__)
print([1] + l, l < [2], sorted(l), max(l), l.index(10), 10 in l, l.count(2))
for x in l: print(x, end=" ")
print()
l += [7]; print(l, type(l).__name__)
l[0] = 9; print(l)
class S(str):
    def __add__(self, o): return S("<" + str.__add__(self, o) + ">")
    def upper(self): return "UP:" + super().upper()
    def __len__(self): return 42
s = S("abc")
print(s + "d", s.upper(), len(s), s[1], s * 2, s == "abc", hash(s) == hash("abc"), {s: 1}["abc"], "b" in s, s.split("b"), f"{s:>5}", "%s|%5s" % (s, s))
print(isinstance(s, str), s.__class__.__name__, str(s), type(str(s)).__name__, S("x").join(["a","b"]))
class I(int):
    def __new__(cls, v, extra=None):
        o = super().__new__(cls, v)
        o.extra = extra
        return o
    def __add__(self, o): return I(int(self) + int(o), "sum")
    def __repr__(self): return "I(%d)" % int(self)
i = I(5, "x")
print(i, i.extra, i + 3, (i + 3).extra, 3 + i, -i, i * 2, i == 5, hash(i) == hash(5), [10,20,30,40,50,60][i], range(i), i // 2, divmod(i, 3), 2 ** i, i ** 2, float(i), int(i), "%d" % i, f"{i:03d}")
class F(float):
    def __str__(self): return "F:" + float.__repr__(self)
f = F(2.5)
print(f, repr(f), f + 1, f * 2, round(f), int(f), f == 2.5, f > 2, f.is_integer())
class T(tuple):
    def __new__(cls, a, b): return super().__new__(cls, (a, b))
    @property
    def a(self): return self[0]
t = T(1, 2)
print(t, t.a, t + (3,), t == (1, 2), hash(t) == hash((1, 2)), len(t), [*t], t[::-1], {t: 1}[(1,2)])
class Se(set):
    def add(self, x): super().add(x); return self
print(sorted(Se([1,2]).add(3)), Se([1]) | {2}, type(Se([1]) | {2}).__name__, Se([1]) == {1}, 1 in Se([1]))
class B(bytes): pass
print(B(b"ab"), B(b"ab") + b"c", B(b"ab")[0], B(b"ab") == b"ab")
class By(bytearray): pass
b = By(b"ab"); b.append(99); b += b"d"; print(b, type(b).__name__)
