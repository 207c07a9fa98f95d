def generate(n):
    x = yield
    for i in range(n):
        x = yield i + x
    result = yield from generate(n - 1)
    return result


async def wait(source):
    await source
    async with source as item:
        async for part in item:
            yield part
    return


async def collect(source):
    return [x async for x in source if await x]
