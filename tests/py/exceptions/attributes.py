"""The attributes that particular exceptions have."""
e = StopIteration()
print(e.value)
e = StopIteration(5)
print(e.value)
e = StopIteration(1, 2)
print(e.value, e.args)
print(SystemExit().code, SystemExit(3).code, SystemExit("a", "b").code, SystemExit(None).code)
e = ImportError("message", name="n", path="p")
print(e, e.msg, e.name, e.path, e.args)
e = ImportError()
print(e.name, e.path, e.msg)
e = ModuleNotFoundError("m", name="x")
print(repr(e), e.name)
e = NameError("n", name="var")
print(e.name, e.args)
e = AttributeError("a", name="attr", obj=5)
print(e.name, e.obj)
print(AttributeError().name, AttributeError().obj, NameError().name)
try:
    ImportError(other=1)
except TypeError as error:
    print("TypeError")
e = SyntaxError("bad", ("file.py", 3, 5, "x = = 1\n"))
print(e.msg, e.filename, e.lineno, e.offset, repr(e.text), e)
e = SyntaxError("bad")
print(e.msg, e.filename, e.lineno, e.offset, e.text, e)
e = UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte")
print(e, e.encoding, e.object, e.start, e.end, e.reason)
e = ValueError("v")
e.extra = [1]
print(e.extra)
del e.extra
for missing in ("extra", "value", "errno", "code"):
    try:
        getattr(e, missing)
    except AttributeError as error:
        print(error)
e = Exception("x")
for attribute, bad in (("__cause__", 5), ("__context__", "c"), ("__traceback__", 1)):
    try:
        setattr(e, attribute, bad)
    except TypeError as error:
        print(error)
print(e.__cause__, e.__context__, e.__traceback__, e.__suppress_context__)
print(e.with_traceback(None) is e)
e.add_note("one")
e.add_note("two")
print(e.__notes__)
try:
    e.add_note(5)
except TypeError as error:
    print(error)


class Own(ValueError):
    code = "class attribute"

    def __init__(self, value):
        self.value = value


o = Own(4)
print(o.value, o.code, o.args)
