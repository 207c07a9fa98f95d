def run(coro):
    try:
        while True:
            coro.send(None)
    except StopIteration as e:
        return e.value
class Pause:
    def __await__(self):
        yield 'p'
async def agen(n):
    for i in range(n):
        await Pause()
        got = yield i
        if got: print('got', got)
async def main():
    async for x in agen(3): print(x)
    print([x async for x in agen(3)])
    print({x async for x in agen(3)})
    print({x: x*x async for x in agen(3)})
    print([x async for x in agen(5) if x % 2])
    g = agen(3)
    print(type(g).__name__)
    print(await g.__anext__())
    print(await g.asend('hello'))
    try:
        await g.athrow(ValueError('x'))
    except ValueError as e:
        print('caught', e)
    try:
        await g.__anext__()
    except StopAsyncIteration:
        print('end')
    g = agen(3)
    print(await anext(g))
    await g.aclose()
    try:
        await anext(g)
    except StopAsyncIteration:
        print('closed')
    print(await anext(agen(0), 'default'))
    return 'done'
print(run(main()))
