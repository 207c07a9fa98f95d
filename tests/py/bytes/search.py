"""find, count, startswith and others of bytes."""

def attempt(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e)


b = b"hello world"
print(b.find(b"o"), b.find(111), b.rfind(b"o"), b.index(b"w"), b.count(b"l"), b.count(108), b.find(b"zz"), b.rindex(108), b.count(b""), b.find(bytearray(b"wor")))
print(b.startswith(b"he"), b.endswith((b"x", b"ld")), b.removeprefix(b"hello "), b.removesuffix(b"ld"), b.replace(b"l", b"LL"), b.replace(b"o", b"", 1))
print(b.split(), b.split(b"o"), b.rsplit(b"o", 1), b.split(None, 1), b"a,b".split(b","), bytearray(b"a b").split())
print(b",".join([b"a", bytearray(b"b")]), bytearray(b"-").join((b"x", b"y")), b"".join([]), b"|".join(bytes([i]) for i in b"ab"))
attempt(b.find, "o")
attempt(b.find, 300)
attempt(b.index, b"q")
attempt(b.startswith, "he")
attempt(b.split, "o")
attempt(b",".join, ["a"])
attempt(b.replace, "a", b"b")
attempt(b.count, None)
