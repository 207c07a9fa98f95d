# area: Classes
# what: `__dict__` of an instance, and `vars()` of it, is a copy.
# why: An instance is a header and its attributes; there is no dict in it.
# instead: `setattr(object, name, value)`.
# python: 2
# taipan: 1
class Point:
    def __init__(self):
        self.x = 1


point = Point()
point.__dict__["x"] = 2
print(point.x)
