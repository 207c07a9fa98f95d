# Functions, generators and coroutines in combinations.
def show(f, *a, **k):
    try:
        print(f(*a, **k))
    except BaseException as e:
        print(type(e).__name__, e)
def f(a, b=2, *c, d, e=5, **g): return a, b, c, d, e, g
show(f, 1, d=4); show(f); show(f, 1); show(f, 1, 2, 3, 4, d=1, z=9); show(f, 1, d=1, a=2); show(f, *[1, 2], *[3], **{"d": 4}, **{"y": 1})
def p(a, /, b, *, c): return a, b, c
show(p, 1, 2, c=3); show(p, a=1, b=2, c=3); show(p, 1, 2, 3); show(p, 1, 2); show(p, 1, b=3, c=2, d=1)
show(lambda: f(**{"d": 1}, **{"d": 2}, a=1)); show(lambda: f(*1)); show(lambda: f(**1)); show(lambda: f(**{1: 2}))
print(f.__name__, f.__qualname__, f.__module__, f.__defaults__, f.__kwdefaults__, f.__code__.co_argcount, f.__code__.co_kwonlyargcount, f.__code__.co_posonlyargcount, f.__code__.co_varnames[:6], f.__code__.co_flags & 12)
print(f.__code__.co_name, f.__code__.co_firstlineno, type(f.__code__.co_code), f.__doc__)
def counter():
    n = 0
    def inc(by=1):
        nonlocal n
        n += by
        return n
    def get(): return n
    return inc, get
i, g = counter(); i(); i(5); print(g(), i.__closure__[0].cell_contents, len(g.__closure__))
def rec(n): return rec(n + 1)
show(rec, 0)
def deep(n): return 0 if n == 0 else 1 + deep(n - 1)
print(deep(500))
def big(a0,a1,a2,a3,a4,a5,a6,a7,a8,a9,a10,a11,a12,a13,a14,a15,a16,a17,a18,a19): return a19
print(big(*range(20)))
print((lambda *a, **k: (a, k))(1, *[2], x=1, **{"y": 2}))
print((lambda x, y=lambda: 3: x + y())(1))
F = type(f)
h = F(f.__code__, {"__name__": "other"}, "renamed", (7, 8)); print(h.__name__, h(d=1, e=2), h.__module__)
class D:
    def __call__(self, *a): return a
print(D()(1, 2))
def gen():
    try:
        x = yield 1
        print("got", x)
        y = yield 2
        print("got", y)
    except ValueError as e:
        print("caught", e)
        yield 99
    finally:
        print("fin")
    return "ret"
g = gen(); print(next(g), g.send("a"), g.throw(ValueError("v"))); show(next, g); show(next, g)
g = gen(); show(g.send, 5); print(next(g)); g.close(); g.close(); show(next, g)
g = gen(); show(g.throw, KeyError("k")); show(next, g)
g = gen(); next(g); show(g.throw, KeyError); 
def ig():
    while True:
        try: yield 1
        except GeneratorExit: pass
g = ig(); next(g); show(g.close)
def ig2():
    try: yield 1
    except GeneratorExit: return 42
g = ig2(); next(g); print(g.close())
def re_():
    yield next(me)
me = re_(); show(next, me)
def stop(): 
    yield 1
    raise StopIteration("x")
s = stop(); next(s); show(next, s)
def sub():
    r = yield from [1, 2]
    print("r", r)
    r = yield from inner()
    print("r", r)
    return "done"
def inner():
    try:
        x = yield "i"
        print("x", x)
    except KeyError as e:
        print("inner caught", repr(e))
        yield "after"
    return "iret"
s = sub(); print(next(s), next(s), next(s), s.throw(KeyError("q")), end=" "); show(next, s)
class Duck:
    def __iter__(self): return self
    def __next__(self): return 1
    def throw(self, *a): print("throw", a); return "thrown"
    def close(self): print("closed")
    def send(self, v): print("send", v); return "sent"
def del_(): return (yield from Duck())
d = del_(); print(next(d), d.send(3), d.throw(ValueError())); d.close()
print(gen.__name__, g.__name__, g.__qualname__, g.gi_running, g.gi_code.co_name)
print(list(x * y for x in range(3) if x for y in range(3) if y), {x: y for x, y in zip("ab", (1, 2))}, {x % 2 for x in range(5)})
async def co():
    return await aw(3)
class aw:
    def __init__(self, n): self.n = n
    def __await__(self):
        for i in range(self.n):
            r = yield i
            print("sent", r)
        return "awaited"
c = co(); print(c.send(None), c.send("a"), c.send("b")); show(c.send, "c"); show(c.send, None)
async def bad(): await 5
show(bad().send, None)
class ACM:
    async def __aenter__(self): print("enter"); return 7
    async def __aexit__(self, *a): print("exit", a[0]); return True
class AIt:
    def __init__(self): self.n = 0
    def __aiter__(self): return self
    async def __anext__(self):
        self.n += 1
        if self.n > 3: raise StopAsyncIteration
        return self.n
async def main():
    async with ACM() as v, ACM():
        print(v)
        raise KeyError
    async for x in AIt(): print(x)
    else: print("else")
    print([x async for x in AIt() if x % 2], [await noop(x) for x in range(2)])
    async def agen():
        try:
            for i in range(3): yield i
        finally: print("agen fin")
    a = agen()
    print(await anext(a)); await a.aclose()
    print([x async for x in agen()])
async def noop(x): return x
show(main().send, None)
import sys
x = main(); x.close()
def tb():
    g = gen(); next(g); g.throw(TypeError, TypeError("tt"), None)
show(tb)
def many(**k): return sorted(k)
print(many(**{"a%d" % i: i for i in range(60)})[:3])
print(f.__annotations__, (lambda: 0).__name__)
def dd(a, b=[]): b.append(a); return b
print(dd(1), dd(2), dd.__defaults__)
print(eval("(lambda: (yield))")().__class__.__name__)
def outer():
    a = 1
    class C:
        b = a
        def m(self): return a, __class__.__name__
        l = [a for _ in range(2)]
    return C
print(outer().b, outer()().m(), outer().l)
del gen
show(lambda: gen)
def unb():
    if 0: q = 1
    return q
show(unb)
def unb2():
    def inner(): return q
    if 0: q = 1
    return inner()
show(unb2)
print(globals()["f"] is f, sorted(locals().keys())[:1] is not None)
