"""async def, await, async for, async with, driven by hand."""


class Pause:
    def __init__(self, value):
        self.value = value

    def __await__(self):
        got = yield self.value
        return got


async def leaf(n):
    got = await Pause(n)
    print("leaf got", got)
    return n * 10


async def main():
    a = await leaf(1)
    b = await leaf(2)
    return a + b


def drive(coroutine):
    send = None
    while True:
        try:
            asked = coroutine.send(send)
        except StopIteration as stop:
            return stop.value
        print("asked", asked)
        send = asked + 100


print(drive(main()))


class Counter:
    def __init__(self, n):
        self.i = 0
        self.n = n

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self.i == self.n:
            raise StopAsyncIteration
        self.i += 1
        await Pause(self.i)
        return self.i


class Manager:
    async def __aenter__(self):
        await Pause(50)
        print("entered")
        return "manager"

    async def __aexit__(self, kind, value, traceback):
        await Pause(60)
        print("left", kind.__name__ if kind else None)
        return kind is ValueError


async def loops():
    total = 0
    async for x in Counter(3):
        total += x
        if x == 2:
            continue
    else:
        print("else")
    async with Manager() as m:
        print(m)
    async with Manager():
        raise ValueError
    return total


print(drive(loops()))


async def fails():
    try:
        await leaf(1)
    finally:
        print("finally")


c = fails()
c.send(None)
try:
    c.throw(KeyError("thrown"))
except KeyError as e:
    print("out", e)
c = fails()
c.send(None)
c.close()
print("closed")
