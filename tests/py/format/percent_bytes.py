"""The % operator of bytes."""

def attempt(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e)


print(b"%d %s %b %x" % (1, b"ab", b"cd", 255), b"%5d|%-5s|%05d" % (42, b"x", 7), b"%c%c" % (65, b"B"), b"%r %a" % ("x", "\u00e9"), b"%%" % (), b"%.2s" % b"abc")
print(bytearray(b"%d") % 5, b"%(k)s" % {b"k": b"v"}, b"%.1f" % 2.5, b"%5s|%-4b|" % (b"ab", bytearray(b"cd")), b"%s" % memoryview(b"mv"))
class B:
    def __bytes__(self):
        return b"B!"
print(b"<%s>" % B())
attempt(lambda: b"%s" % "str")
attempt(lambda: b"%c" % 300)
attempt(lambda: b"%c" % b"ab")
attempt(lambda: b"%d" % "x")
attempt(lambda: b"%s")
attempt(lambda: b"x" % 1)
attempt(lambda: b"%q" % 1)
