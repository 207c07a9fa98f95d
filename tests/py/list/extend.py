# extend takes any iterable, the list itself too.
a = [1]
a.extend([2, 3])
a.extend((4, 5))
a.extend(range(6, 9))
a.extend("ab")
a.extend({10: 1, 11: 2})
a.extend({12})
a.extend(x * x for x in range(3))
a.extend({"k": "v"}.items())
a.extend(b"\x01\x02")
print(a)
b = [1, 2]
b.extend(b)
b.extend(b)
print(b)
try:
    b.extend(5)
except TypeError as e:
    print("TypeError", e)
def broken():
    yield 7
    raise ValueError("stop here")
try:
    b.extend(broken())
except ValueError as e:
    print(e, b)
