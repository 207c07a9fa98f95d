# format() with and without a specification.
print(format(5), format("a"), format(3.5, ".2f"), format(255, "x"), format("a", ">5"), format(1234567, ","), format(True), format(None))
class F:
    def __format__(self, spec):
        return "<" + spec + ">"
print(format(F(), "abc"), format(F()), "{:x}".format(F()), f"{F():y}")
class Plain:
    def __str__(self):
        return "plain"
print(format(Plain()), format(Plain(), ""))
for f in (lambda: format(Plain(), "x"), lambda: format(5, 5), lambda: format("a", "d"), lambda: format([], "5")):
    try:
        f()
    except (TypeError, ValueError) as e:
        print(type(e).__name__)
