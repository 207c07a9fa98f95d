# What `yield from` and `await` give for iterators written in Python: the value of their StopIteration.
class Steps:
    def __init__(self, n, value=None):
        self.n = n
        self.value = value

    def __iter__(self):
        return self

    def __next__(self):
        self.n -= 1
        if self.n < 0:
            raise StopIteration(self.value) if self.value else StopIteration
        return self.n

    __await__ = __iter__


class Own(StopIteration):
    pass


class OwnStop(Steps):
    def __next__(self):
        if self.n == 0:
            raise Own("own", 2)
        return super().__next__()


class Sub(list):
    pass


class SubIterator:
    def __iter__(self):
        return iter([1, 2])


def delegate(source):
    value = yield from source
    print("value", value)


for source in [Steps(2, "done"), Steps(1), Steps(0, [1]), OwnStop(2), Sub([5]), SubIterator(), "ab", range(2), (i for i in "x")]:
    print(list(delegate(source)))


class Sending:
    def __iter__(self):
        return self

    def __next__(self):
        return "first"

    def send(self, value):
        if value == "end":
            raise StopIteration("sent " + value)
        return value * 2


generator = delegate(Sending())
print(next(generator), generator.send("a"), next(generator))
try:
    generator.send("end")
except StopIteration as stop:
    print(stop.value)


async def waiting():
    print("got", await Steps(2, "awaited"))
    print("got", await Steps(0))
    return "end"


coroutine = waiting()
try:
    while True:
        print(coroutine.send(None))
except StopIteration as stop:
    print(stop.value)


class Failing(Steps):
    def __next__(self):
        raise LookupError("no item")


try:
    list(delegate(Failing(1)))
except LookupError as e:
    print(e)
