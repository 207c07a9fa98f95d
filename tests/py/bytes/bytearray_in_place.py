"""+= and *= of bytearrays."""

def attempt(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e)


a = bytearray(b"ab")
b = a
a += b"cd"; a += bytearray(b"e"); a += memoryview(b"f")
a += bytes(a)
print(a, a is b)
a *= 2; print(a, a is b)
a *= 0; print(a, a is b)
def add(v):
    global a
    a += v
attempt(add, "x")
attempt(add, 5)
c = b"x"
d = c
c += b"y"
print(c, d)
