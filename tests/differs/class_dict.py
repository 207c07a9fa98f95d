# area: Classes
# what: `__dict__` of a class is a copy that can be written.
# why: There is no type of read-only mappings.
# instead: `setattr(Class, name, value)`.
# python: TypeError
# python: 1
# taipan: 1
class Point:
    x = 1


try:
    Point.__dict__["x"] = 2
except TypeError:
    print("TypeError")
print(Point.x)
