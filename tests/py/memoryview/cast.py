"""Casts and typed memoryviews."""

def attempt(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e)


from array import array
a = bytearray(16)
h = memoryview(a).cast("H")
print(len(h), h.itemsize, h.format, h.nbytes)
h[0] = 0x1234; h[1] = 65535
print(a[:4], h.tolist()[:2], h[1:3].tolist(), h[1:3].tobytes())
i = memoryview(a).cast("i")
i[1] = -2
print(a[4:8], i[1], memoryview(a).cast("b")[4], memoryview(a).cast("I")[1], memoryview(a).cast("q")[1], memoryview(a).cast("Q")[1])
f = memoryview(a).cast("f")
f[2] = 1.5
print(f[2], a[8:12])
c = memoryview(b"xy").cast("c")
print(c[0], c.tolist())
def put(m, k, v):
    m[k] = v
attempt(put, h, 0, 65536)
attempt(put, h, 0, -1)
attempt(put, h, 0, "x")
attempt(put, f, 0, "x")
attempt(memoryview(a).cast, "z")
attempt(memoryview(a[:3]).cast, "H")
attempt(h.cast, "i")
print(h.cast("B").tolist()[:4])
x = array("h", [1, -2, 300])
m = memoryview(x)
m[1] = 7
print(x, m.itemsize, m.format, m.tolist(), m[1:].tolist(), m == x, m[2])
m[0:2] = array("h", [5, 6])
print(x, bytes(m[:1]), m.nbytes)
