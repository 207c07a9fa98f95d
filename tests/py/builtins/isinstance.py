# Classes, tuples of classes, unions.
class A: pass
class B(A): pass
class L(list): pass
print(isinstance(1, int), isinstance(True, int), isinstance(1, bool), isinstance("a", str), isinstance(1.0, float))
print(isinstance(B(), A), isinstance(A(), B), isinstance(L(), list), isinstance([], L), isinstance(L(), (int, list)))
print(isinstance(1, (str, (float, int))), isinstance(None, type(None)), isinstance(A, type), isinstance(int, type), isinstance(1, object))
print(isinstance(ValueError(), Exception), isinstance(KeyError(), LookupError), isinstance(1, ()))
print(issubclass(B, A), issubclass(A, B), issubclass(bool, int), issubclass(int, (str, int)), issubclass(A, object), issubclass(L, list))
for f in (lambda: isinstance(1, 5), lambda: isinstance(1, "int"), lambda: isinstance(1, (int2 := 5, str)), lambda: issubclass(1, int), lambda: issubclass(int, 1)):
    try:
        f()
    except TypeError as e:
        print("TypeError", e)
class Meta(type):
    def __instancecheck__(cls, obj):
        return obj == 42
    def __subclasscheck__(cls, sub):
        return sub is int
class Special(metaclass=Meta):
    pass
print(isinstance(42, Special), isinstance(1, Special), isinstance(42, (str, Special)), issubclass(int, Special), issubclass(str, Special))
