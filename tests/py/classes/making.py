class Meta(type):
    @classmethod
    def __prepare__(mcs, name, bases, **kw):
        print('prepare', mcs.__name__, name, bases, kw)
        return {'injected': 1}
    def __new__(mcs, name, bases, ns, **kw):
        print('new', name, kw, sorted(k for k in ns if not k.startswith('__')))
        return super().__new__(mcs, name, bases, ns)
    def __init__(cls, name, bases, ns, **kw):
        print('init', name, kw)
        super().__init__(name, bases, ns)
    def __call__(cls, *a, **k):
        print('call', a, k)
        return super().__call__(*a, **k)
    def __instancecheck__(cls, x): return x == 42
    def __subclasscheck__(cls, c): return c is int
    def meth(cls): return cls.__name__ + '!'
    @property
    def prop(cls): return 'p' + cls.__name__
    def __len__(cls): return 77
    def __iter__(cls): return iter('abc')
    def __getitem__(cls, k): return k
    def __contains__(cls, k): return k == 3
    def __repr__(cls): return '<M %s>' % cls.__name__
    def __getattr__(cls, name): return 'ga:' + name
class C(metaclass=Meta, kw=1):
    x = 1
    def __init__(self, *a): self.a = a
print(C.injected, C(1, 2).a, C.meth(), C.prop, len(C), list(C), C[5], 3 in C, C, C.zzz)
print(isinstance(42, C), isinstance(C(), C), issubclass(int, C), issubclass(str, C))
class D(C): pass
print(type(D), D.__mro__[:2])
class E: pass
class F: pass
e = E(); e.v = 1
e.__class__ = F
print(type(e).__name__, e.v, isinstance(e, F))
class G:
    def hi(self): return 'G', self.v
e.__class__ = G; print(e.hi())
try: e.__class__ = int
except TypeError as x: print(x)
try: e.__class__ = 5
except TypeError as x: print(x)
class Sub:
    def __init_subclass__(cls, /, tag=None, **kw):
        super().__init_subclass__(**kw)
        cls.tag = tag
        print('sub', cls.__name__, tag, kw)
class S1(Sub, tag='t'): pass
try:
    class S2(Sub, other=1): pass
except TypeError as x: print(x)
try:
    class S3(foo=1): pass
except TypeError as x: print(x)
class Desc:
    def __set_name__(self, owner, name): print('set_name', owner.__name__, name); self.n = name
    def __get__(self, obj, cls): return (self.n, obj is None, cls.__name__)
class H:
    d = Desc()
print(H.d, H().d)
class BadSN:
    def __set_name__(self, o, n): raise ValueError('bad')
try:
    class I: b = BadSN()
except Exception as x: print(type(x).__name__, x, getattr(x, '__notes__', None), x.__cause__)
print(type('T', (E,), {'a': 1})().a, type('T', (), {}).__name__)
print(E.__subclasses__(), C.__base__)
import sys
class ABC:
    @classmethod
    def __subclasshook__(cls, C): return True
print(E.__dict__.keys() >= {'__module__'}, E.__module__, E.__doc__)
E.__name__ = 'EE'; E.__qualname__ = 'Q.EE'; print(E, E.__name__)
class Doc:
    "the doc"
print(Doc.__doc__, Doc().__doc__)
Doc.__doc__ = 'x'; print(Doc.__doc__)
class K:
    def __new__(cls, *a, **k): print('n', a, k); return super().__new__(cls)
    def __init__(self, *a, **k): print('i', a, k)
K(1, z=2)
class N:
    def __new__(cls): return 5
print(N())
class M:
    def __init__(self): return 5
try: M()
except TypeError as x: print(x)
try: object(1)
except TypeError as x: print(x)
class P: pass
try: P(1)
except TypeError as x: print(x)
class Q:
    __hash__ = None
try: hash(Q())
except TypeError as x: print(x)
class R:
    def __eq__(self, o): return True
print(R.__hash__)
try: class_ = type('X', (int, str), {})
except TypeError as x: print(x)
try: type('X', (bool,), {})
except TypeError as x: print(x)
try:
    class X1(E, object, G): pass
except TypeError as x: print(x)
try:
    class X2(object, E): pass
except TypeError as x: print(x)
try:
    class X3(E, E): pass
except TypeError as x: print(x)
