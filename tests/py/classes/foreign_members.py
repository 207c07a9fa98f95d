# Attributes of builtin types put into other classes: they look at what they are read from.
def function():
    yield


members = [
    property.fget,
    property.fset,
    staticmethod.__func__,
    classmethod.__func__,
    type(list[int]).__origin__,
    type(list[int]).__args__,
    range.start,
    slice.stop,
    int.real,
    float.imag,
    complex.real,
    memoryview.nbytes,
]


class Plain:
    def __init__(self):
        self.a = 7
        self.b = [7]


class Other:
    pass


bases = [Plain, bytes, list, Exception]
for member in members:
    for base in bases:
        kind = type("Kind", (base,), {"x": member})
        value = kind(b"\x10\0\0\0\x44\x33\x22\x11") if base is bytes else kind()
        try:
            print(base.__name__, "gives", value.x)
        except TypeError as e:
            # CPython says which module some types are from.
            print(base.__name__, str(e).replace("types.", ""))
for own in [type("Own", (int,), {"x": int.real})(5), type("Own", (complex,), {"x": complex.imag})(2j)]:
    print(own.x)
