def f(a, b=1, *, c=2) -> int:
    "doc"
    locals(); x = 1
    return x
f.attr = 1; print(f.attr, f.__dict__)
f.__dict__['z'] = 3; print(f.z)
print(f.__defaults__, f.__kwdefaults__, f.__annotations__, f.__doc__, f.__module__, f.__name__, f.__qualname__, f.__closure__)
c = f.__code__
print(c.co_name, c.co_argcount, c.co_kwonlyargcount, c.co_varnames, c.co_posonlyargcount, c.co_flags & 0xf, c.co_firstlineno, c.co_qualname)
f.__defaults__ = (5,); print(f(1)); 
f.__name__ = 'g'; f.__qualname__ = 'Q.g'; print(f.__name__, f.__qualname__); f.__doc__ = 'new'; print(f.__doc__)
f.__kwdefaults__ = {'c': 9}
f.__defaults__ = None
try: f()
except TypeError as e: print(e)
try: f.missing
except AttributeError as e: print(e)
del f.attr
try: f.attr
except AttributeError as e: print(e)
try: del f.attr
except AttributeError as e: print(e)
def outer():
    y = 1
    def inner():
        def deep():
            class K:
                def m(self): return y
            return K
        return deep
    return inner
print(outer().__qualname__, outer()().__qualname__, outer()()().__qualname__, outer()()().m.__qualname__)
print(outer()().__closure__[0].cell_contents)
class A:
    class B:
        class C:
            def m(self): pass
print(A.B.C.__qualname__, A.B.C.m.__qualname__)
print((lambda: 0).__name__, (lambda: 0).__qualname__)
def g(x): 
    return (lambda: (lambda: x))
print(g(1)().__qualname__)
h = lambda x, y=2: x
print(h.__defaults__, h.__code__.co_varnames)
try: f.__name__ = 3
except TypeError as e: print(e)
try: f.__defaults__ = 3
except TypeError as e: print(e)
f.__code__ = (lambda a, c=1: a).__code__
print(f(7, c=3))
def wrapper(): pass
for a in ('__module__','__name__','__qualname__','__doc__'): setattr(wrapper, a, getattr(f, a))
wrapper.__dict__.update(f.__dict__); wrapper.__wrapped__ = f
print(wrapper.__name__, wrapper.__wrapped__ is f)
def gen(): yield
print(gen.__code__.co_flags & 0x20)
print(f.__get__(1).__self__, f.__call__(1, c=2))
