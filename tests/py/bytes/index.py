"""Indexing and slicing bytes."""

def attempt(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e)


b = b"hello"
print(b[0], b[-1], b[1:3], b[::-1], b[::2], b[-2:], b[5:], b[:100], b[3:1])
attempt(lambda: b[5])
attempt(lambda: b[-6])
attempt(lambda: b["a"])
attempt(lambda: b[::0])
def store():
    b[0] = 1
attempt(store)
a = bytearray(b)
print(a[0], a[-1], a[1:3], a[::-2], type(a[1:]))
attempt(lambda: a[5])
attempt(lambda: a[None])
print(list(b), [hex(x) for x in b[:2]], sum(b), max(b))
