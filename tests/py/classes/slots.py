class A:
    __slots__ = ('x', 'y')
a = A(); a.x = 1
print(a.x)
for f in ['a.z = 1', 'a.y', 'a.__dict__', 'del a.x']:
    try: exec(f)
    except AttributeError as e: print(f, '->', e)
class B(A):
    __slots__ = ('z',)
b = B(); b.x=1; b.z=2; print(b.x, b.z)
try: b.q = 1
except AttributeError as e: print(e)
class C(A): pass
c = C(); c.q = 1; c.x=2; print(c.__dict__, c.x)
print(A.__slots__)
class D:
    __slots__ = 'single'
d = D(); d.single = 1; print(d.single)
class E:
    __slots__ = ['a', '__dict__']
e = E(); e.a = 1; e.b = 2; print(e.b, e.a)
try:
    class F:
        __slots__ = ('x',)
        x = 1
except ValueError as err: print(err)
class G:
    __slots__ = ()
try: G().x = 1
except AttributeError as err: print(err)
class H:
    __slots__ = {'a': 'doc a'}
h = H(); h.a = 1; print(h.a)
class I:
    __slots__ = ('__priv',)
    def __init__(self): self.__priv = 1
print(I()._I__priv)
try:
    class J(int): __slots__ = ('x',)
except TypeError as err: print(err)
try:
    class K: __slots__ = (1,)
except TypeError as err: print(err)
try:
    class L: __slots__ = ('1a',)
except TypeError as err: print(err)
