"""Which handler an exception finds."""


class A(Exception):
    pass


class B(A):
    pass


class C(B, KeyError):
    pass


def which(exception, *classes):
    for i, kind in enumerate(classes):
        try:
            try:
                raise exception
            except kind:
                return i
        except type(exception):
            pass
    return None


print(which(A(), B, A), which(B(), A), which(C(), LookupError), which(C(), (ValueError, B)), which(A(), (), Exception))
print(which(KeyError(), IndexError, LookupError), which(ZeroDivisionError(), (OSError, ArithmeticError)))
for bad in (5, "x", int, None, (ValueError, 5), [ValueError]):
    try:
        try:
            raise ValueError
        except bad:
            print("caught")
    except TypeError as e:
        print(e)
for bad in (5, "x", int, None, object()):
    try:
        raise bad
    except TypeError as e:
        print(e)
try:
    raise A
except A as e:
    print(repr(e))
try:
    raise C("k")
except (OSError, KeyError) as e:
    print(repr(e), e)
try:
    raise
except RuntimeError as e:
    print(e)


class NotException:
    pass


try:
    raise NotException()
except TypeError as e:
    print(e)


class Strange(Exception):
    def __new__(cls):
        return 5


try:
    raise Strange
except TypeError as e:
    print("TypeError")
