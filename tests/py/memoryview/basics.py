"""Items and slices of memoryviews."""

def attempt(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e)


a = bytearray(b"0123456789")
m = memoryview(a)
print(m[0], m[-1], len(m), bytes(m[2:5]), m[2:5].tobytes(), m.tolist()[:3], m[::2].tobytes(), m[::-1].tobytes(), m[8:2:-3].tolist())
m[0] = 65
m[1:3] = b"BC"
print(a)
m[3:6] = m[4:7]
print(a)
m[5:8] = m[4:7]
print(a)
m[::2] = b"vwxyz"
print(a)
s = m[2:8]
s[0] = 33
s2 = s[1:3]
s2[:] = b"??"
print(a, len(s), len(s2), bytes(s[1:][1:]), list(s2))
def put(k, v):
    m[k] = v
for k, v in ((10, 1), (-11, 1), (0, 256), (0, "x"), (0, b"x"), (slice(0, 2), b"abc"), (slice(0, 2), 5), ("k", 1), (0, 1.5)):
    attempt(put, k, v)
attempt(lambda: m[10])
attempt(lambda: m["k"])
r = memoryview(b"abc")
def put(k, v):
    r[k] = v
attempt(put, 0, 1)
attempt(memoryview, "str")
attempt(memoryview, 5)
print(0x33 in m, 0 in m, bytes(memoryview(m)[:2]))
