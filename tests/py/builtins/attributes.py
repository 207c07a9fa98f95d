# getattr, setattr, hasattr, delattr.
class C:
    cls_attr = "class"
    def method(self):
        return "called"
    @property
    def broken(self):
        raise AttributeError("inside")
    @property
    def worse(self):
        raise ValueError("worse")
c = C()
c.x = 1
print(getattr(c, "x"), getattr(c, "cls_attr"), getattr(c, "method")(), getattr(c, "none", "default"))
print(hasattr(c, "x"), hasattr(c, "y"), hasattr(c, "broken"), hasattr([], "append"), hasattr(5, "zzz"))
setattr(c, "y", 2)
setattr(c, "made up name", 3)
print(c.y, getattr(c, "made up name"))
delattr(c, "x")
print(hasattr(c, "x"))
for f in (lambda: getattr(c, "x"), lambda: getattr(5, "nope"), lambda: getattr(c, 5), lambda: setattr(c, 5, 1), lambda: delattr(c, "x"), lambda: setattr(5, "a", 1), lambda: hasattr(c, "worse"), lambda: getattr(c, "broken")):
    try:
        f()
    except (AttributeError, TypeError, ValueError) as e:
        print(type(e).__name__, e)
print(getattr(c, "broken", "fallback"))
class G:
    def __getattr__(self, name):
        if name.startswith("a"):
            return name.upper()
        raise AttributeError(name)
print(getattr(G(), "abc"), hasattr(G(), "abc"), hasattr(G(), "xyz"), getattr(G(), "xyz", 7))
