class A:
    def __getattr__(self, n):
        if n.startswith('x'): return n
        raise AttributeError(n)
    def __setattr__(self, n, v):
        print('set', n, v); object.__setattr__(self, n, v)
    def __delattr__(self, n):
        print('del', n); object.__delattr__(self, n)
a = A(); a.y = 1; print(a.y, a.xx); del a.y
try: a.y
except AttributeError as e: print('AE', e)
class B:
    def __getattribute__(self, n):
        print('get', n); return super().__getattribute__(n)
b = B(); b.q = 1; print(b.q)
class P:
    @property
    def v(self): "doc"; return self._v
    @v.setter
    def v(self, x): self._v = x * 2
    @v.deleter
    def v(self): del self._v
p = P(); p.v = 2; print(p.v); del p.v
try: p.v
except AttributeError as e: print(e)
class P2(P):
    @P.v.getter
    def v(self): return 'sub'
print(P2().v, P.v.fget.__name__, P.v.__doc__)
class RO:
    @property
    def r(self): return 1
try: RO().r = 1
except AttributeError as e: print(e)
try: del RO().r
except AttributeError as e: print(e)
class S:
    @staticmethod
    def s(x): return x
    @classmethod
    def c(cls, x): return cls.__name__, x
print(S.s(1), S().s(2), S.c(3), S().c(4), S.__dict__['s'].__func__.__name__, S.s.__name__)
class T(S):
    @classmethod
    def c(cls, x): return super().c(x)
    @staticmethod
    def s(x): return super(T, T).s(x) + 1
print(T.c(1), T.s(1))
sm = staticmethod(lambda: 5); print(sm())
print(S.__dict__['c'].__wrapped__.__name__)
class X:
    def m(self): return super().__repr__()[:13]
print(X().m())
class U:
    def f(self): return 'U'
class V(U):
    def f(self): return super().f() + 'V'
class W(U):
    def f(self): return super().f() + 'W'
class Z(V, W):
    def f(self): return super().f() + 'Z'
print(Z().f(), [c.__name__ for c in Z.__mro__])
s = super(V, Z()); print(s.f(), s.__thisclass__, s.__self_class__, type(s.__self__).__name__)
try: s.nope
except AttributeError as e: print(e)
try: super().x
except RuntimeError as e: print(e)
class Mangle:
    __x = 1
    def __m(self): return self.__x
    def go(self): return self.__m()
print(Mangle().go(), [k for k in Mangle.__dict__ if 'x' in k or k.endswith('__m')])
class Dn:
    def __dir__(self): return ['b', 'a']
print(dir(Dn()))
class Ix:
    def __index__(self): return 2
print([1,2,3][Ix()], bin(Ix()), range(Ix()), 'a' * Ix() if False else '')
class Fm:
    def __format__(self, s): return 'F<%s>' % s
print(f'{Fm():abc}', format(Fm(), 'x'), '{:q}'.format(Fm()))
class Rd:
    def __round__(self, n=None): return ('r', n)
    def __trunc__(self): return 1
    def __floor__(self): return 2
    def __ceil__(self): return 3
    def __bytes__(self): return b'by'
    def __complex__(self): return 1j
    def __float__(self): return 1.5
    def __int__(self): return 7
import math
print(round(Rd()), round(Rd(), 2), math.floor(Rd()), math.ceil(Rd()), math.trunc(Rd()), bytes(Rd()), complex(Rd()), float(Rd()), int(Rd()))
class Ms(dict):
    def __missing__(self, k): return k * 2
print(Ms()[3], Ms(a=1)['a'])
class Cl:
    def __call__(self, *a, **k): return a, k
print(Cl()(1, b=2), callable(Cl()), callable(5))
class Cp:
    def __lt__(self, o): return NotImplemented
    def __eq__(self, o): return NotImplemented
try: Cp() < Cp()
except TypeError as e: print(e)
print(Cp() == 1, Cp() != Cp())
class Ne:
    def __eq__(self, o): return True
print(Ne() != 1)
class Bo:
    def __bool__(self): return 3
try: bool(Bo())
except TypeError as e: print(e)
class Ln:
    def __len__(self): return -1
try: len(Ln())
except ValueError as e: print(e)
class St:
    def __str__(self): return 5
try: str(St())
except TypeError as e: print(e)
class Rp:
    def __repr__(self): return 5
try: repr(Rp())
except TypeError as e: print(e)
class It:
    def __iter__(self): return 5
try: iter(It())
except TypeError as e: print(e)
class Hh:
    def __hash__(self): return 'a'
try: hash(Hh())
except TypeError as e: print(e)
class Ct:
    def __contains__(self, x): return 'yes'
print(1 in Ct())
class Rv:
    def __reversed__(self): return iter('rev')
print(list(reversed(Rv())))
class Ip:
    def __init__(self): self.v=1
    def __iadd__(self, o): self.v += o; return self
    def __matmul__(self, o): return 'mm'
    def __rmatmul__(self, o): return 'rmm'
    def __imatmul__(self, o): return 'imm'
    def __divmod__(self, o): return 'dm'
    def __rdivmod__(self, o): return 'rdm'
    def __pow__(self, o, m=None): return 'pow', o, m
    def __rpow__(self, o, m=None): return 'rpow', o
i = Ip(); i += 2; print(i.v, i @ 1, 1 @ i, divmod(i, 1), divmod(1, i), i ** 2, pow(i, 2, 3), 2 ** i)
i @= 1; print(i)
class Sub(int):
    def __radd__(self, o): return 'radd'
print(1 + Sub(2), Sub(2) + 1)
class En:
    def __enter__(self): return 'en'
    def __exit__(self, *a): print('exit', a[0]); return True
with En() as x: print(x); raise ValueError
try:
    with 5: pass
except TypeError as e: print(e)
class Nc: pass
try:
    with Nc(): pass
except TypeError as e: print(e)
o = object()
try: o.x = 1
except AttributeError as e: print(e)
try: (5).x = 1
except AttributeError as e: print(e)
try: int.x = 1
except TypeError as e: print(e)
try: len.x = 1
except AttributeError as e: print(e)
try: [].append = 1
except AttributeError as e: print(e)

# The order in which bases are asked, as a list.
class Left:
    pass


class Right:
    pass


class Both(Left, Right):
    pass


print([base.__name__ for base in Both.mro()], [base.__name__ for base in bool.mro()], Left.mro() == [Left, object])
