"""Bytes of one object of each kind, as the heap's use grows by a hundred of them."""
import gc

N = 1


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y


HOLD = [None] * 100


def measure(name, make):
    for i in range(100):
        HOLD[i] = None
    make(0)
    gc.collect()
    before = gc.mem_alloc()
    for i in range(100):
        HOLD[i] = make(i)
    gc.collect()
    print(name, (gc.mem_alloc() - before + 50) // 100)


measure("float", lambda i: i + 1.5)
measure("int", lambda i: 2147483648 + i)
measure("instance", lambda i: Point(i, i))
measure("str", lambda i: chr(33 + i) + "bcde")
measure("tuple", lambda i: (i, i, i))
measure("list", lambda i: [])
measure("dict", lambda i: {1: i, 2: i, 3: i})
