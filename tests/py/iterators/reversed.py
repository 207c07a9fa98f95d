# Backwards through sequences, dicts, and objects that allow it.
print(list(reversed([1, 2, 3])), list(reversed((1, 2))), list(reversed("abc")), list(reversed({"a": 1, "b": 2})), list(reversed(b"ab")))
class Sequence:
    def __len__(self):
        return 3
    def __getitem__(self, i):
        return i * i
class Own:
    def __reversed__(self):
        return iter("own")
print(list(reversed(Sequence())), list(reversed(Own())))
for bad in (5, {1}, iter([]), (x for x in "")):
    try:
        reversed(bad)
    except TypeError as e:
        print("TypeError")
a = [1, 2, 3]
r = reversed(a)
a.append(4)
print(next(r), list(r))
r = reversed(a)
next(r)
a.clear()
print(list(r))
s = [1, 2, 3]
for x in reversed(s):
    if x == 2:
        s.remove(2)
    print(x, end=" ")
print(s)
