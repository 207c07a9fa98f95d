"""Values without format specs of their own."""

def attempt(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e)


class Plain:
    def __str__(self):
        return "plain"
class Fancy:
    def __format__(self, spec):
        return "<" + spec + ">"
class Wrong:
    def __format__(self, spec):
        return 5
print(format(Plain()), f"{Plain()}", f"{Plain()!s:>8}", format(Fancy()), format(Fancy(), "abc"), f"{Fancy():x{1 + 1}y}", "{:q}".format(Fancy()))
print(format(None), format([1, 2]), format((1,)), format({}), f"{None!s:>6}", f"{[1]!r:>5}")
attempt(format, Plain(), "5")
attempt(format, None, "5")
attempt(format, [1], "5")
attempt(format, Wrong(), "")
attempt(lambda: f"{(1, 2):>10}")
class N(int):
    pass
class F(float):
    pass
print(f"{N(5):03d} {N(7)} {F(0.5):.2f} {F(0.5)}", "%d" % N(4))
