# What can be called.
class C:
    def m(self): pass
class D:
    def __call__(self): pass
print(callable(len), callable(int), callable(C), callable(C()), callable(D()), callable(C().m), callable(lambda: 0), callable([].append))
print(callable(5), callable("a"), callable(None), callable([]), callable(C.m))
