"""io.StringIO."""

def attempt(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e)


import io
f = io.StringIO()
print(f.write("hello\n"), f.write("w\u00f6rld\n"), f.tell(), repr(f.getvalue()))
print(f.seek(0), f.readline(), f.read(2), f.tell(), repr(f.read()), repr(f.read()), repr(f.readline()))
f.seek(0); print(list(f)); f.seek(0); print(f.readlines())
f.seek(1); f.write("EL"); print(f.getvalue().split())
f.seek(8); f.write("OE"); print(f.getvalue().split(), f.tell())
f.seek(3); print(f.truncate(), f.getvalue())
g = io.StringIO("initial")
print(g.read(3), g.read(), g.getvalue())
g.seek(0, 2); g.write("!"); print(g.getvalue())
print("to stream", 5, file=g); print(repr(g.getvalue()))
with io.StringIO("ctx") as h:
    print(h.read())
attempt(h.read)
attempt(g.write, b"x")
attempt(io.StringIO, 5)
print(h.closed, g.closed)
g.writelines(["a", "b"]); print(repr(g.getvalue()))
