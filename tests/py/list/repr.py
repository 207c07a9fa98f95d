# Also of lists that contain themselves.
print([], [1], [1, "two", None, 3.5, (4,), {5: [6]}])
a = [1]
a.append(a)
print(a, repr(a), str(a))
b = {"a": a}
a.append(b)
print(b)
class Loud:
    def __repr__(self):
        return "<loud>"
print([Loud(), Loud()], [[Loud()]])
class Broken:
    def __repr__(self):
        raise ValueError("no repr")
c = [1, Broken()]
for i in range(2):
    try:
        repr(c)
    except ValueError as e:
        print(e)
