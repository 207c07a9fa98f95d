"""The texts of builtin values."""
print(None, True, False, ..., NotImplemented)
print([None, True, ..., 1, -5, 1.5, "a", b"b", (), (1,), [], {}, set(), frozenset()])
print({1: "a", "b": [2]}, {1}, frozenset((1,)), range(3), range(1, 5, 2), slice(1, None, 2), bytearray(b"x"))
print(int, str, type, ValueError, type(None), type(...), type(NotImplemented), type(len))


class C:
    pass


class Outer:
    class Inner:
        pass


print(C, Outer.Inner, [C], type(C))
print(repr("it's"), repr('say "hi"'), repr("both ' and \""), repr("\n\t\\\x00\x7f\xe9\u20ac"), repr(b"'\n\xff"))
print(str(b"a"), str("a"), [str], repr(""), repr(b""))
