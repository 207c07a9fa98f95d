"""io.BytesIO."""

def attempt(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e)


import io
f = io.BytesIO(b"hello\nworld")
print(f.read(2), f.tell(), f.readline(), f.read(), f.read(), f.getvalue())
f.seek(0); print(list(f), f.seek(-3, 2), f.read(), f.seek(2), f.seek(1, 1), f.tell())
f.seek(0); print(f.write(b"HE"), f.write(bytearray(b"LL")), f.getvalue())
f.seek(20); f.write(b"end"); print(f.getvalue(), len(f.getvalue()))
b = bytearray(4)
f.seek(0); print(f.readinto(b), b, f.readinto(memoryview(b)[:2]), b)
v = f.getbuffer(); v[0] = 33; print(f.getvalue()[:3]); v.release()
f.seek(3); f.truncate(); print(f.getvalue())
f.close()
attempt(f.read)
attempt(io.BytesIO().write, "x")
src = b"untouched"
g = io.BytesIO(src); g.write(b"XX"); print(src, g.getvalue())
attempt(g.seek, -1)
