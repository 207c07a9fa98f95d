# Classes in combinations.
def show(f, *a):
    try: print(f(*a))
    except BaseException as e: print(type(e).__name__, e)
class A:
    x = 1
    def __init__(self, v=0): self.v = v
    def m(self): return "A.m"
class B(A):
    def m(self): return "B>" + super().m()
class C(A):
    def m(self): return "C>" + super().m()
class D(B, C):
    def m(self): return "D>" + super(D, self).m()
print(D().m(), [c.__name__ for c in D.__mro__], D.mro() == list(D.__mro__), D.__bases__, D.__base__)
show(lambda: type("X", (A, B), {}))
show(lambda: type("X", (bool,), {}))
class BadInit:
    def __init__(self): return 5
show(BadInit)
class N:
    def __new__(cls, *a, **k):
        print("new", cls.__name__, a, k); return super().__new__(cls)
    def __init__(self, *a, **k): print("init", a, k)
N(1, k=2)
class N2:
    def __new__(cls): return 5
    def __init__(self): print("never")
print(N2())
class S:
    @staticmethod
    def s(x): return x
    @classmethod
    def c(cls, x): return cls.__name__, x
    @property
    def p(self): "doc"; return self._p
    @p.setter
    def p(self, v): self._p = v * 2
    @p.deleter
    def p(self): del self._p
class S2(S):
    @S.p.getter
    def p(self): return "S2", self._p
s = S2(); s.p = 4; print(s.p, S2.s(1), s.s(2), S2.c(3), s.c(4)); del s.p; show(lambda: s.p)
class RO:
    @property
    def p(self): return 1
show(lambda: setattr(RO(), "p", 1)); show(lambda: delattr(RO(), "p")); print(RO.p.fget(None))
class Desc:
    def __set_name__(self, owner, name): print("set_name", owner.__name__, name); self.n = name
    def __get__(self, o, t=None): return ("get", o is None, t.__name__)
    def __set__(self, o, v): print("set", v)
    def __delete__(self, o): print("delete")
class ND:
    def __get__(self, o, t=None): return "nd"
class H:
    d = Desc(); nd = ND()
h = H(); print(h.d, H.d, h.nd); h.d = 5; del h.d; h.nd = 3; print(h.nd)
class G:
    def __getattr__(self, n):
        if n.startswith("no"): raise AttributeError(n)
        return "dyn " + n
    def __setattr__(self, n, v): object.__setattr__(self, n, ("set", v))
    def __delattr__(self, n): print("del", n); object.__delattr__(self, n)
g = G(); g.a = 1; print(g.a, g.b, hasattr(g, "nope")); del g.a; print(g.a); show(lambda: g.nope)
class GA:
    def __getattribute__(self, n):
        if n == "z": raise AttributeError("z")
        return "ga " + n
print(GA().foo); show(lambda: GA().z)
class Op:
    def __init__(self, n): self.n = n
    def __add__(self, o): return ("add", o) if isinstance(o, int) else NotImplemented
    def __radd__(self, o): return ("radd", o)
    def __iadd__(self, o): self.n += o; return self
    def __eq__(self, o): return NotImplemented
    def __lt__(self, o): return "lt"
    def __contains__(self, x): return x == self.n
    def __len__(self): return self.n
    def __bool__(self): return self.n > 3
    def __call__(self, *a): return a
    def __getitem__(self, i): return ("item", i)
    def __setitem__(self, i, v): print("setitem", i, v)
    def __delitem__(self, i): print("delitem", i)
    def __neg__(self): return "neg"
    def __pos__(self): return "pos"
    def __invert__(self): return "inv"
    def __abs__(self): return "abs"
    def __int__(self): return self.n
    def __float__(self): return float(self.n)
    def __complex__(self): return complex(self.n, 1)
    def __index__(self): return self.n
    def __hash__(self): return 77
    def __str__(self): return "STR"
    def __repr__(self): return "REPR"
    def __format__(self, s): return "FMT" + s
    def __bytes__(self): return b"BYTES"
    def __round__(self, n=None): return ("round", n)
    def __trunc__(self): return "trunc"
    def __divmod__(self, o): return "divmod"
    def __rdivmod__(self, o): return "rdivmod"
    def __pow__(self, o, m=None): return ("pow", o, m)
    def __rpow__(self, o): return "rpow"
    def __matmul__(self, o): return "mm"
    def __reversed__(self): return iter("rev")
    def __dir__(self): return ["z", "a"]
    def __enter__(self): return "e"
    def __exit__(self, *a): return True
o = Op(3)
print(o + 1, 1 + o, o == o, o != o, o < 1, 3 in o, len(o), bool(o), o(1), o[1:2], o["k"], -o, +o, ~o, abs(o), int(o), float(o), complex(o))
show(lambda: o + "x"); show(lambda: o > "x"); o[1] = 2; del o[1]; o += 5; print(o.n, bool(o), hash(o), str(o), repr(o), f"{o:x}", f"{o}", bytes(o), round(o), round(o, 2))
print(divmod(o, 1), divmod(1, o), o ** 2, pow(o, 2, 3), 2 ** o, o @ 1, list(reversed(o)), dir(o), [0] * 10 == [0] * 10, list(range(20))[o], hex(o), "abcdefghijk"[o])
with o as e: print(e); raise KeyError
class L(list):
    def __init__(self, *a): super().__init__(*a); self.extra = 1
    def append(self, x): super().append(x * 2)
l = L([1, 2]); l.append(5); print(l, l.extra, len(l), l == [1, 2, 10], isinstance(l, list), l + [1], type(l + [1]).__name__, L.__name__, l[1:], sorted(l, reverse=True))
class DD(dict):
    def __missing__(self, k): return k * 2
dd = DD(a=1); print(dd["a"], dd["zz"], dd.get("q"), dd, dd == {"a": 1}, {**dd})
class I(int):
    def __new__(cls, v): return super().__new__(cls, v + 1)
    def __add__(self, o): return "I+"
print(I(5), I(5) + 1, 1 + I(5), I(5) * 2, type(I(5) * 2).__name__, [10, 20, 30, 40, 50, 60, 70][I(5)], hash(I(5)) == hash(6), I(5) == 6)
class St(str):
    def __str__(self): return "st"
    def up(self): return self.upper()
print(St("abc"), St("abc").up(), St("abc") + "d", repr(St("x")), len(St("abc")), "a" in St("abc"), {St("k"): 1}["k"])
class T(tuple): pass
print(T([1, 2]), T([1]) + (2,), T((1, 2))[0], hash(T((1,))) == hash((1,)))
class E(Exception):
    def __init__(self, a, b): super().__init__(a); self.b = b
e = E(1, 2); print(e.args, e.b, repr(e), str(e))
class Meta(type):
    def __new__(m, n, b, d, **k): print("meta new", n, sorted(k)); return super().__new__(m, n, b, d)
    def __init__(c, n, b, d, **k): super().__init__(n, b, d); c.tag = k.get("tag")
    def __call__(c, *a): print("meta call"); return super().__call__(*a)
    @classmethod
    def __prepare__(m, n, b, **k): return {"prep": 1}
    def __len__(c): return 9
    def __getitem__(c, i): return ("mi", i)
    def __iter__(c): return iter("it")
    def __contains__(c, x): return True
    @property
    def mp(c): return "mp"
class WM(metaclass=Meta, tag="t"):
    pass
print(WM.prep, WM.tag, type(WM()).__name__, len(WM), WM[1], list(WM), 5 in WM, WM.mp, type(WM) is Meta, isinstance(WM, Meta))
class Sub(WM): pass
class Init:
    subs = []
    def __init_subclass__(cls, /, default=None, **k): super().__init_subclass__(**k); cls.subs.append((cls.__name__, default))
class I1(Init, default=3): pass
class I2(I1): pass
print(Init.subs); show(lambda: type("I3", (Init,), {}, bogus=1))
class Mangle:
    __x = 1
    def get(self): return self.__x, self._Mangle__x
print(Mangle().get(), hasattr(Mangle, "__x"))
class Sl:
    __slots__ = ("a", "b")
sl = Sl(); sl.a = 1; show(lambda: setattr(sl, "c", 1)); show(lambda: sl.b); show(lambda: sl.__dict__)
print(isinstance(1, (str, int)), issubclass(bool, (str, int)), isinstance(1, int | str), issubclass(D, A)); show(lambda: isinstance(1, 5)); show(lambda: issubclass(1, int))
class CGI:
    def __class_getitem__(cls, k): return (cls.__name__, k)
print(CGI[1], CGI["a", 2])
o1 = A(); o1.__class__ = B; print(o1.m(), type(o1).__name__)
A.dyn = lambda self: "dynamic"; print(D().dyn()); del A.dyn; show(lambda: D().dyn())
print(A.__dict__["x"], "m" in A.__dict__, type(A.__dict__).__name__); show(lambda: A.__dict__.__setitem__)
class Cmp:
    def __init__(s, n): s.n = n
    def __eq__(s, o): return s.n == o.n
    def __gt__(s, o): return s.n > o.n
print(Cmp(1) == Cmp(1), Cmp(1) != Cmp(1), Cmp(1) < Cmp(2)); show(hash, Cmp(1)); show(lambda: Cmp(1) <= Cmp(2))
class It:
    def __getitem__(self, i):
        if i > 3: raise IndexError
        return i
print(list(It()), 2 in It(), [*It()])
print(D.__name__, D.__qualname__, D.__module__, D.__doc__, repr(D), str(A().m)[:16])
class Doc:
    "docstring"
print(Doc.__doc__)
super_ = super
class Sup(A):
    def m(self): return super().x, super().__init__, [super().m() for _ in range(1)]
show(lambda: Sup().m()[2])
def free(): super()
show(free)
class Priv:
    def __init__(self): self.a, self.b = 1, 2
    def __iter__(self): yield self.a; yield self.b
a, b = Priv(); print(a, b)
class IC(type):
    def __instancecheck__(c, o): return o == 5
    def __subclasscheck__(c, o): return True
class X(metaclass=IC): pass
print(isinstance(5, X), isinstance(6, X), issubclass(int, X))
print([c.__name__ for c in A.__subclasses__()], object.__subclasses__ is not None, type(type), type(5), A.__class__)
class Rd:
    def __radd__(self, o): return "radd"
class Ad: 
    def __add__(self, o): return NotImplemented
print(Ad() + Rd()); show(lambda: Ad() + 1); show(lambda: -Ad()); show(lambda: Ad() < Ad()); show(lambda: len(Ad())); show(lambda: Ad()[0]); show(lambda: Ad()()); show(lambda: iter(Ad())); show(lambda: Ad().q)


class Refusing(dict):
    def __setitem__(self, key, value):
        if key == "refused":
            raise KeyError(key)
        super().__setitem__(key, value)


class Preparing(type):
    def __prepare__(name, bases):
        return Refusing()


try:

    class Refused(metaclass=Preparing):
        accepted = 1
        refused = 2

except KeyError as e:
    print("KeyError", e)


class Prepared(metaclass=Preparing):
    accepted = 1


print(Prepared.accepted)
