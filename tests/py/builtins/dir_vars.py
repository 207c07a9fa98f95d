# Names of attributes.
class A:
    x = 1
    def m(self): pass
class B(A):
    y = 2
b = B()
b.z = 3
names = dir(b)
print([n for n in names if not n.startswith("_")], names == sorted(names))
print([n for n in dir(B) if not n.startswith("_")], "append" in dir([]), "append" in dir(list))
class D:
    def __dir__(self):
        return ["q", "p"]
print(dir(D()), vars(b), sorted(k for k in vars(A) if not k.startswith("_")))
import math
print("sin" in dir(math))
try:
    vars(5)
except TypeError as e:
    print("TypeError", e)
