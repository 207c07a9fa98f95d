def g():
    try:
        x = yield 1
        print('sent', x)
        try: yield 2
        except ValueError as e:
            print('caught', e); yield 'v'
        return 'ret'
    finally: print('fin')
i = g(); print(next(i), i.send('a'), i.throw(ValueError('q')))
try: next(i)
except StopIteration as e: print(e.value, e.args)
i = g(); next(i); i.close(); print(list(i))
i = g(); 
try: i.throw(KeyError)
except KeyError as e: print(repr(e))
i = g()
try: i.send(1)
except TypeError as e: print(e)
def ig():
    try: yield
    except GeneratorExit: yield
i = ig(); next(i)
try: i.close()
except RuntimeError as e: print(e)
def re():
    yield next(me)
me = re()
try: next(me)
except ValueError as e: print(e)
def st():
    raise StopIteration('x')
    yield
try: next(st())
except RuntimeError as e: print(e, repr(e.__cause__), repr(e.__context__), e.__suppress_context__)
def yf():
    r = yield from g()
    print('r', r)
    r = yield from [1,2]
    print(r)
    return (yield from iter('ab'))
y = yf()
print([next(y), next(y), next(y), next(y), next(y), next(y), next(y)] if 0 else list(yf()))
class D:
    def __iter__(self): return self
    def __next__(self): return 'n'
    def send(self, v): return 'send', v
    def throw(self, *a): print('throw', a); return 'thrown'
    def close(self): print('close')
def dy(): yield from D()
d = dy(); print(next(d), d.send(5), d.throw(ValueError('z'))); d.close()
def cl():
    try: yield 1
    except GeneratorExit: return 'closed'
c = cl(); next(c); print(c.close()); print(c.close())
def gi():
    a = 1
    yield a
z = gi(); print(z.gi_running, z.gi_suspended, z.gi_yieldfrom, z.gi_code.co_name, z.__name__, z.__qualname__)
next(z); print(z.gi_suspended); list(z); print(z.gi_suspended)
def yfi(): yield from [1]
q = yfi(); next(q); print(q.gi_yieldfrom is not None)
def plain():
    yield 1
i = plain(); next(i)
try: i.throw(5)
except TypeError as e: print(e)
i = plain(); next(i)
try: i.throw(ValueError, 'msg', None)
except ValueError as e: print(repr(e))
def w():
    with CM(): yield 1
class CM:
    def __enter__(self): return self
    def __exit__(self, *a): print('exit', a[0])
n = w(); next(n); n.close()
ge = (x for x in range(3)); print(ge.__name__, type(ge).__name__, list(ge))
print(sum(x for x in range(4)), [y for x in range(3) if x for y in range(x)], {k: v for k, v in zip('ab', [1,2])})
def lz(): return (i for i in undefined)
try: lz()
except NameError as e: print(e)
def exc_ctx():
    try: raise ValueError('a')
    except ValueError:
        yield 1
        raise
e = exc_ctx(); next(e)
try: next(e)
except ValueError as x: print(repr(x), x.__context__)
try: raise KeyError('outer')
except KeyError:
    def gg():
        import sys
        print(sys.exc_info()[0])
        yield
    next(gg())
print(next(iter([]), 'dflt'), next((x for x in []), 7))
def ret_in_finally():
    for i in range(2):
        try: yield i
        finally: continue
print(list(ret_in_finally()))
def throw_ret():
    try: yield 1
    except ValueError: return 3
t = throw_ret(); next(t)
try: t.throw(ValueError())
except StopIteration as e: print('SI', e.value)
async def co(): return 1
k = co()
try: k.send(1)
except TypeError as e: print(e)
try: print(k.send(None))
except StopIteration as e: print(e.value)
try: k.send(None)
except RuntimeError as e: print(e)
k = co(); print(k.cr_running, k.cr_await, k.cr_code.co_name, k.cr_suspended); k.close()
try:
    for x in co(): pass
except TypeError as e: print(e)
async def aw():
    await 5
try: aw().send(None)
except TypeError as e: print(e)
class BadAw:
    def __await__(self): return 5
async def aw2(): await BadAw()
try: aw2().send(None)
except TypeError as e: print(e)
async def aw3(): 
    async with 5: pass
try: aw3().send(None)
except TypeError as e: print(e)
async def aw4(): 
    async for x in 5: pass
try: aw4().send(None)
except TypeError as e: print(e)
class A5:
    def __aiter__(self): return 5
async def aw5(): 
    async for x in A5(): pass
try: aw5().send(None)
except TypeError as e: print(e)
class A6:
    def __aiter__(self): return self
    def __anext__(self): return 5
async def aw6(): 
    async for x in A6(): pass
try: aw6().send(None)
except TypeError as e: print(e)
class ACM:
    async def __aenter__(self): print('ae'); return 'v'
    async def __aexit__(self, *a): print('ax', a[0]); return True
async def aw7():
    async with ACM() as v, ACM() as w: print(v, w); raise ValueError
    return 'ok'
try: aw7().send(None)
except StopIteration as e: print(e.value)
async def reuse():
    c = co()
    await c
    await c
try: reuse().send(None)
except RuntimeError as e: print(e)
