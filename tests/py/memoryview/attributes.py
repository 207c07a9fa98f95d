"""Attributes and methods of memoryviews."""

def attempt(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e)


m = memoryview(bytearray(b"abcd"))
print(m.itemsize, m.nbytes, m.format, m.readonly, m.ndim, m.shape, m.strides, m.contiguous, m[::2].contiguous, m[::2].strides, memoryview(b"").nbytes)
print(m.hex(), m.hex(":"), m[1:3].hex(), m[::2].hex(), memoryview(b"x").readonly, m.toreadonly().readonly, m.obj, memoryview(b"q")[0:0].tolist())
print(m == b"abcd", m == bytearray(b"abcd"), b"abcd" == m, m != b"abce", m[:2] == m[:2], m == "abcd", m[::2] == b"ac", m == memoryview(b"abcd"))
print(hash(memoryview(b"abc")) == hash(b"abc"), type(m), [x for x in m], b"".join([m, m[:1]]))
attempt(hash, m)
attempt(lambda: m < b"x")
with memoryview(b"ctx") as v:
    print(v.tobytes())
attempt(lambda: v[0])
m.release()
attempt(lambda: m.tobytes())
attempt(len, memoryview(b"ok"))
