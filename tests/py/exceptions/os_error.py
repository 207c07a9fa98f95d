"""OSError: its subclass by number, and its texts."""
for n in (1, 2, 3, 4, 5, 10, 11, 13, 17, 20, 21, 22, 28, 32, 103, 104, 110, 111, 114, 115, 9999):
    e = OSError(n, "text")
    print(type(e).__name__, e.errno, e.strerror, e.filename, e.args, e)
e = OSError(2, "No such file", "name.txt")
print(type(e).__name__, repr(e), str(e), e.filename, e.args)
e = OSError("only text")
print(type(e).__name__, repr(e), str(e), e.errno, e.strerror)
e = OSError()
print(repr(e), str(e), e.errno)
e = OSError(1, 2, 3, 4, 5, 6)
print(repr(e), str(e))
print(type(FileNotFoundError(1, "x")).__name__, issubclass(FileNotFoundError, OSError))


class Own(OSError):
    pass


e = Own(2, "x")
print(type(e).__name__, e.errno, e)


class Named(OSError):
    def __init__(self, name):
        super().__init__(2, "gone", name)


e = Named("f")
print(repr(e), e, e.filename)
try:
    raise OSError(17, "exists")
except FileExistsError as e:
    print("caught", e)
