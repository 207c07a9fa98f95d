"""Slice assignment and deletion of bytearrays."""

def attempt(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e)


a = bytearray(b"0123456789")
a[2:4] = b"AB"; print(a)
a[2:4] = b"longer"; print(a)
a[2:8] = b""; print(a)
a[0:0] = bytearray(b">>"); print(a)
a[len(a):] = [33, 34]; print(a)
a[:2] = (65,); print(a)
a[::2] = bytes(len(a[::2])); print(a)
a[1:3] = a; print(a)
a[3:] = a[:3]; print(a)
del a[0]; print(a)
del a[1:3]; print(a)
a = bytearray(range(10))
del a[::2]; print(a)
del a[::-2]; print(a)
del a[-1]; print(a)
a[1:2] = range(3); print(a)
a[5:2] = b"mid"; print(a)
a[:] = memoryview(b"view"); print(a)
a[0] = 255; a[-1] = 0; print(a)
def put(i, v):
    a[i] = v
attempt(put, 10, 1)
attempt(put, 0, 256)
attempt(put, 0, "x")
attempt(put, slice(0, 4, 2), b"abc")
attempt(put, slice(0, 1), "str")
attempt(put, slice(0, 1), 5)
attempt(put, slice(0, 1), [300])
attempt(put, "k", 1)
a[:] = b""; print(a, len(a))
