# micropython.heap_lock: what needs no memory.
# oracle: micropython
import micropython
def f(a, b=2, *, c=3): return a + b + c
class C:
    def __init__(self): self.n = 0
    def m(self, x): self.n += x; return self.n
class D(C):
    def m(self, x): return super().m(x)
def gen():
    for i in range(3): yield i
    yield from gen2
def g2():
    yield 7
gen2 = g2()
ba = bytearray(b"0123456789"); mv = memoryview(ba)
exc = ValueError("pre")
c, d, g = C(), D(), gen()
c.m(1), d.m(1)
lst = [1, 2, 3]; tup = (1, 2); dct = {"a": 1}
t = 0
failures = []
def check(name, fn):
    fn()
    micropython.heap_lock()
    try:
        fn()
        ok = True
    except MemoryError:
        ok = False
    micropython.heap_unlock()
    if not ok: failures.append(name)
def small():
    t = 0
    for i in range(100): t += i * 2 - 1
    while t > 10: t //= 2
    return t
check("small", small)
check("calls", lambda: f(1) + f(1, 2) + f(1, b=3, c=4))
check("tuple", lambda: (1, 2, 3))
check("inst", lambda: c.m(1))
check("super", lambda: d.m(1))
def it():
    for x in lst: pass
    for x in tup: pass
    for k in dct: pass
    for x in ba: pass
def nx(): next(g)
check("gen", nx)
def store():
    ba[0] = 5; mv[1] = 6
check("store", store)
def pr():
    print(12, "abc", True)
def ra():
    try: raise exc
    except ValueError: pass
check("raise", ra)
def ra2():
    try: raise exc
    except ValueError as e: pass
check("raise as", ra2)
def ra3():
    try: 1 // 0
    except ZeroDivisionError: pass
print(failures)
print(micropython.heap_lock(), micropython.heap_lock(), micropython.heap_unlock(), micropython.heap_unlock())
micropython.heap_lock()
try:
    [small, small]
    print("no")
except MemoryError:
    micropython.heap_unlock()
    print("MemoryError")
print([1] + [2])
