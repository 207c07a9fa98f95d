"""__format__ of builtin types, called by classes that derive from them."""

def attempt(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e)


class M(int):
    def __format__(self, spec):
        return "<" + super().__format__(spec) + ">"
print(f"{M(5):03d}", format(M(7), ""), "{:>5}".format(M(1)))
print("abc".__format__(">5"), (5).__format__("x"), (1.5).__format__(".2f"), str.__format__("q", "^3"), True.__format__("d"))
class T(str):
    def __format__(self, spec):
        return "T" + str.__format__(self, spec)
print(f"{T('q'):>3}")
attempt(object().__format__, "x")
attempt("a".__format__, 5)
