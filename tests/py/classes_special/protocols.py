"""Special methods of instances, descriptors, properties, metaclasses and the order of bases."""


class A:
    x = 1
    def __init__(self): self.y = 2
    def __getattr__(self, n):
        if n.startswith("dyn"): return n.upper()
        raise AttributeError(n)
    def __setattr__(self, n, v):
        if n == "locked": raise AttributeError("locked!")
        super().__setattr__(n, v)
    def __delattr__(self, n):
        print("del", n); object.__delattr__(self, n)
    def __call__(self, *a, **k): return (a, sorted(k.items()))
    def __format__(self, spec): return "F[" + spec + "]"
    def __bytes__(self): return b"bytes"
    def __int__(self): return 7
    def __float__(self): return 7.5
    def __complex__(self): return 1+2j
    def __index__(self): return 3
    def __round__(self, n=None): return ("round", n)
    def __reversed__(self): return iter("rev")
    def __divmod__(self, o): return ("divmod", o)
    def __rdivmod__(self, o): return ("rdivmod", o)
    def __dir__(self): return ["b", "a"]
    def __sizeof__(self): return 1
    def __trunc__(self): return 1
    def __pow__(self, o, m=None): return ("pow", o, m)
a = A()
print(a.x, a.y, a.dynamic, hasattr(a, "nope"), getattr(a, "nope", "default"))
try: a.locked = 1
except AttributeError as e: print(e)
del a.y
try: a.y
except AttributeError as e: print("no y", e)
print(a(1, 2, k=3), f"{a:xyz}", format(a), "{:>3}".format(a), bytes(a), int(a), float(a), complex(a), round(a), round(a, 2), list(reversed(a)), divmod(a, 1), divmod(1, a), dir(a), hex(a), bin(a), [10,20,30,40][a], range(a), pow(a, 2), pow(a, 2, 3), "x" * 2, chr(a) == "\x03")
class Desc:
    def __get__(self, o, t): return ("get", o is None, t.__name__)
    def __set__(self, o, v): print("set", v)
    def __delete__(self, o): print("delete")
    def __set_name__(self, o, n): print("name", o.__name__, n)
class NonData:
    def __get__(self, o, t): return "nondata"
class H:
    d = Desc()
    n = NonData()
h = H()
print(h.d, H.d); h.d = 5; del h.d
print(h.n); h.n = 1; print(h.n)
class P:
    def __init__(self): self._v = 0
    @property
    def v(self):
        "doc"
        return self._v
    @v.setter
    def v(self, x): self._v = x
    @v.deleter
    def v(self): print("deleted")
    @staticmethod
    def s(a): return a
    @classmethod
    def c(cls, a): return (cls.__name__, a)
    @property
    def ro(self): return 1
p = P(); p.v = 5; print(p.v); del p.v
try: p.ro = 1
except AttributeError as e: print(e)
print(p.s(1), P.s(2), p.c(3), P.c(4))
class Q(P):
    @classmethod
    def c(cls, a): return ("Q", super().c(a))
    @property
    def v(self): return super().v + 100
q = Q(); print(q.c(1), q.v)
class Meta(type):
    def __new__(m, name, bases, ns, **kw):
        ns["added"] = kw
        return super().__new__(m, name, bases, ns)
    def __init__(c, name, bases, ns, **kw): super().__init__(name, bases, ns)
    def __call__(c, *a): print("call", a); return super().__call__(*a)
    def __len__(c): return 9
    def __iter__(c): return iter([1,2])
    def __getitem__(c, k): return ("item", k)
    def __contains__(c, k): return k == 1
    def __eq__(c, o): return "meq"
    def __hash__(c): return 5
    def __add__(c, o): return "madd"
    def __bool__(c): return False
    def __repr__(c): return "<M " + c.__name__ + ">"
    def __instancecheck__(c, o): return o == 5
class MC(metaclass=Meta, opt=1):
    def __init__(self, a): self.a = a
print(MC.added, MC(3).a, len(MC), list(MC), MC["k"], 1 in MC, 2 in MC, MC == 1, hash(MC), MC + 1, bool(MC), MC, repr(MC), isinstance(5, MC), type(MC))
class Base:
    subs = []
    def __init_subclass__(cls, **kw): super().__init_subclass__(); Base.subs.append((cls.__name__, kw))
class S1(Base, key=1): pass
class S2(S1): pass
print(Base.subs)
class X:
    def m(self): return "X"
class Y(X):
    def m(self): return "Y" + super().m()
class Z(X):
    def m(self): return "Z" + super().m()
class W(Y, Z):
    def m(self): return "W" + super().m()
print(W().m(), [c.__name__ for c in W.__mro__])
try:
    class Bad(X, Y): pass
except TypeError as e: print("no order")
class Slots:
    __slots__ = ("a", "b")
s = Slots(); s.a = 1; print(s.a)
try: s.b
except AttributeError as e: print(e)
class It:
    def __init__(self): self.i = 0
    def __iter__(self): return self
    def __next__(self):
        self.i += 1
        if self.i > 3: raise StopIteration
        return self.i
print([*It()], sum(It()), dict(zip(It(), "abc")), set(It()), list(map(lambda x: x*2, It())), list(enumerate(It())), max(It()), sorted(It(), reverse=True), any(It()), ",".join(str(i) for i in It()))
a, b, c = It(); print(a, b, c)
print(object() == object(), type(object()).__name__, X().m.__name__)
class Cmp:
    def __init__(s, v): s.v = v
    def __lt__(s, o): return s.v < o.v
    def __repr__(s): return "C%d" % s.v
l = [Cmp(3), Cmp(1), Cmp(2)]
print(sorted(l), min(l), max(l), l[0] > l[1])
l.sort(reverse=True); print(l)
class E2:
    def __eq__(s, o): return NotImplemented
print(E2() == 1, E2() != 1)
class N:
    def __init__(s, n): s.n = n
    def __neg__(s): return N(-s.n)
    def __abs__(s): return abs(s.n)
    def __iadd__(s, o): s.n += o; return s
    def __getitem__(s, i): return i
    def __setitem__(s, i, v): print("set", i, v)
n = N(5); n += 3; print(n.n, (-n).n, abs(n), n[1:2], n[..., 1]); n[0] += 5; n[1:3] = 2
