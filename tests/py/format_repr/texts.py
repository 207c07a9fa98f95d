# only: f64
"""The texts of values of every kind, and what errors say."""
class C:
    def __init__(self, v): self.v = v
    def __repr__(self): return "C(%r)" % (self.v,)
print([C([C(1), (C("x"),)])], {C(1): C(2)} and "ok", f"{C(1)!r:>10}|{C(2)!s:<8}|{C('é')!a}")
print("%r %s %a" % (C(1), C(2), C("é")))
print("{0!r} {0} {1[0]} {2.v}".format(C(1), [5], C(7)))
class F:
    def __format__(self, s): return "fmt<%s>" % s
print(f"{F()}", f"{F():abc}", f"{F():{'x' * 3}}", "{:q}".format(F()), format(F(), "z"))
class NoFmt: pass
try: f"{NoFmt():5}"
except TypeError as e: print(e)
try: format([], "5")
except TypeError as e: print(e)
class BadFmt:
    def __format__(self, s): return 5
try: format(BadFmt())
except TypeError as e: print(e)
print(str(type), repr(print), type(print), type(C), type(C(1)), C.__name__, C.__qualname__, C.__module__)
def gen(): yield
print(repr(gen())[:21], repr(gen)[:13], type(gen()), type(lambda: 0))
print(repr(range(0, 10, 3)), repr(slice(None)), repr(...), repr(NotImplemented))
print(repr(iter([]))[:1], repr({}.keys()), repr({1: 2}.items()), repr({1: 2}.values()))
print(repr(memoryview(b"a"))[:7], repr(bytearray(b"a'")), repr(frozenset()), repr({1: {2: {3}}}))
print(repr("\u00e9\u200b\U0001f600\ud7ff"), ascii("\u00e9\u20ac\U0001f600"))
print(repr('\x7f\x80\xa0\xad'), repr("'"), repr('"'), repr("'\""))
print(1e16, 1e15, 1e-5, 0.0001, 123456789012345680.0, 1/3, 1e300*1e10, -0.0, float("nan"))
print(1j, -1j, 1+0j, complex(0, -0.0), complex(1e20, 1))
print(True, None, [None, True], (), (1,), [[]], {}, set())
class Outer:
    class Inner:
        def m(self): pass
def f():
    class L: pass
    def g(): pass
    return L, g
L, g = f(); print(L.__qualname__, g.__qualname__, L)
try: f(1)
except TypeError as e: print(e)
try: C()
except TypeError as e: print(e)
try: C(1, 2, 3)
except TypeError as e: print(e)
try: C(v=1, w=2)
except TypeError as e: print(e)
try: g(x=1)
except TypeError as e: print(e)
try: [].append()
except TypeError as e: print(e)
try: "".join(1)
except TypeError as e: print(e)
try: "".join([1])
except TypeError as e: print(e)
try: C.foo
except AttributeError as e: print(e)
try: C(1).foo = 1; del C(1).foo
except AttributeError as e: print(e)
try: import nope
except ImportError as e: print(type(e).__name__, e, e.name)
try: from sys import nope
except ImportError as e: print(type(e).__name__, str(e)[:36], e.name)
print(hash(True) == hash(1.0), hash("a") == hash("a"), hash(()) == hash(()), hash(None) == hash(None), hash(C) == hash(C), {C: 1}[C])
o = object(); print({o: 5}[o], o in {o}, hash(o) == hash(o), id(o) == id(o))
class Eq0:
    def __eq__(s, o): return True
    __hash__ = object.__hash__
e = Eq0(); print({e: 1}[e], hash(e) == object.__hash__(e))
class It:
    def __getitem__(s, i):
        if i < 3: return i * 2
        raise IndexError
print(list(It()), 4 in It(), list(reversed([1, 2])), [*It()], dict(enumerate(It())), list(zip(It(), It())), sum(It()), max(It()), sorted(It()), tuple(It()), set(It()))
a, *b = It(); print(a, b)
print(list(iter(lambda: 5, 5)), next(iter([]), "d"))
class Ctx:
    def __len__(s): return 3
    def __getitem__(s, i): return "abc"[i]
print(list(reversed(Ctx())), Ctx()[-1], "b" in Ctx(), len(Ctx()))
