# area: Classes
# what: Assigning to `__class__` of an instance has no effect.
# why: The class is what says where the attributes of an instance lie. MicroPython does the same.
# instead: Make an instance of the other class.
# python: B
# taipan: A
class A:
    pass


class B:
    pass


thing = A()
thing.__class__ = B
print(type(thing).__name__)
