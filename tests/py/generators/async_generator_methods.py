def run(coro):
    try:
        while True:
            print('step', coro.send(None))
    except StopIteration as e:
        return e.value
class P:
    def __init__(self, v): self.v=v
    def __await__(self):
        r = yield self.v
        return r
async def f(): return 5
async def agen():
    try:
        yield 1
        await P('a')
        yield 2
    except ValueError as e:
        print('in gen', e)
        yield 99
    finally:
        print('fin')
        await P('b')
        print('fin2')
async def main():
    g = agen()
    async for v in g:
        print(v)
        break
    await g.aclose()
    g = agen()
    print(await g.asend(None))
    print(await g.athrow(ValueError('vv')))
    try:
        print(await g.__anext__())
    except StopAsyncIteration as e:
        print('stop', repr(e))
    # genexp async
    ag = (x async for x in agen())
    print(type(ag).__name__)
    async for y in ag: print('y', y)
    ag = (await f() for i in range(2))
    print([y async for y in ag])
    print([await f() for i in range(2)])
    print([x async for x in agen() if await f()])
    try:
        g = agen(); await g.asend(1)
    except TypeError as e: print(e)
    async def bad():
        raise StopIteration
        yield
    try:
        async for x in bad(): pass
    except RuntimeError as e: print(e, repr(e.__cause__))
    async def bad2():
        yield 1
        raise StopAsyncIteration
    try:
        async for x in bad2(): pass
    except RuntimeError as e: print(e, repr(e.__cause__))
    async def ig():
        try: yield 1
        except GeneratorExit: yield 2
    g = ig(); await g.asend(None)
    try: await g.aclose()
    except RuntimeError as e: print(e)
    g = agen()
    print(g.ag_running, g.ag_await, g.__name__, g.__qualname__)
    print(hasattr(g, '__aiter__'), hasattr(g,'__iter__'), g.__aiter__() is g)
    a = g.asend(None)
    print(type(a).__name__, hasattr(a,'send'), hasattr(a,'__await__'), iter(a) is a)
    print(await a)
    try: await a
    except RuntimeError as e: print(e)
    await g.aclose()
    a = g.aclose(); print(type(a).__name__); await a
    return 1
print(run(main()))
