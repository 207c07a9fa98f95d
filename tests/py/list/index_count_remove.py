# Searching by equality.
a = [3, 1, 2, 3, "x", None, True, 2]
print(a.index(3), a.index(3, 1), a.index(2, -3), a.index(2, 1, 100))
print(a.count(3), a.count(1), a.count(None), a.count("y"))
for args in ((99,), (3, 4), (3, 1, 3)):
    try:
        a.index(*args)
    except ValueError as e:
        print("ValueError", e)
a.remove(3)
a.remove("x")
a.remove(1)
print(a)
try:
    a.remove("gone")
except ValueError as e:
    print("ValueError", e)

class Even:
    def __eq__(self, other):
        return other % 2 == 0

b = [1, 3, 4, 6]
print(b.index(Even()), b.count(Even()), Even() in b, Even() in [1, 3])
b.remove(Even())
print(b)
