def f(a, b, /, c, d=4, *args, e, f=6, **kw): return (a,b,c,d,args,e,f,kw)
print(f(1,2,3,e=5), f(1,2,c=3,e=5,z=1), f(1,2,3,4,5,6,e=7,a=9))
def tr(*a, **k):
    try: print(fn(*a, **k))
    except TypeError as e: print(e)
def fn(a, b=2, *, c): pass
tr(); tr(1); tr(1,2,3,c=1); tr(1,c=1,d=2); tr(1,a=1,c=2); tr(c=1)
def fn(a, b): pass
tr(); tr(1); tr(1,2,3); tr(1,2,3,4); tr(a=1); tr(x=1); tr(1, 2, x=3)
def fn(): pass
tr(1); tr(1,2); tr(x=1)
def fn(a, /): pass
tr(a=1); tr()
def fn(*, a, b, c): pass
tr(); tr(a=1); tr(1)
def fn(a, b, c): pass
tr()
def fn(a=1): pass
tr(1,2)
def fn(a, b=1, c=2): pass
tr(1,2,3,4)
def fn(a, *, b=1): pass
tr(1, 2); tr(1, 2, b=3)
class C:
    def m(self, a): pass
    def __init__(self): pass
fn = C().m; tr(); tr(1,2)
fn = C; tr(1)
fn = len; tr(); tr(1,2); tr(x=1)
fn = lambda x: x; tr()
print(f(*[1,2], *(3,), **{'e': 5}, **{'q': 1}))
try: f(1,2,3,**{'e':1}, **{'e':2})
except TypeError as e: print(e)
try: f(1,2,3,e=1, **{'e':2})
except TypeError as e: print(e)
try: f(*5)
except TypeError as e: print(e)
try: f(**5)
except TypeError as e: print(e)
try: f(**{1:2})
except TypeError as e: print(e)
try: 5()
except TypeError as e: print(e)
try: None()
except TypeError as e: print(e)
def big(*a): return len(a)
print(big(*range(300)))
def kwbig(**k): return len(k)
print(kwbig(**{'k%d' % i: i for i in range(100)}))
fs = [lambda i=i: i for i in range(3)]; print([x() for x in fs])
fs = [lambda: i for i in range(3)]; print([x() for x in fs])
def mk():
    cells = []
    for i in range(3):
        def g(): return i
        cells.append(g)
    return [c() for c in cells]
print(mk())
def rec(n): return rec(n+1)
try: rec(0)
except RecursionError as e: print(e)
def a1():
    x = 1
    def b1():
        def c1():
            nonlocal x
            x += 1
            return x
        return c1
    return b1()()
print(a1())
def unb():
    print(zz)
    zz = 1
try: unb()
except UnboundLocalError as e: print(e)
def frv():
    def g(): return qq
    try: g()
    except NameError as e: print(e)
    qq = 1
    return g()
print(frv())
try: undefined_thing
except NameError as e: print(e, e.name)
def mutable(a=[]): a.append(1); return a
mutable(); print(mutable())
def order():
    def p(x): print(x, end=' '); return x
    def fn(*a, **k): print()
    fn(p(1), *[p(2)], k=p(3), **{'z': p(4)})
    d = {p('k'): p('v')}; print()
    p([0])[p(0)] = p(5); print()
order()

print(type(f), type(lambda: 0), callable(f))
F = type(f)
nf = F(f.__code__, globals(), 'newname')
print(nf.__name__)
print(f.__code__.co_varnames)
def doc(): 
    """Doc"""
print(doc.__doc__)
