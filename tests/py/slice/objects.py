# slice() and its indices.
s = slice(1, 10, 2)
print(s, s.start, s.stop, s.step, slice(5), slice(None), slice(1, 2))
print(s.indices(5), slice(None, None, -1).indices(4), slice(-3, None).indices(10), slice(100).indices(3))
print(slice(5, 1, -2).indices(4), slice(None).indices(0))
print(slice(1, 2) == slice(1, 2), slice(1, 2) == slice(1, 3), slice(1) != slice(2), slice(1, 2) < slice(1, 3))
print(hash(slice(1, 2)) == hash(slice(1, 2)), [0, 1, 2, 3][slice(1, 3)], "hello"[slice(None, None, -1)])
for f in (lambda: slice(), lambda: slice(1, 2, 0).indices(5), lambda: slice(1).indices(-1), lambda: slice("a").indices(3)):
    try:
        f()
    except (TypeError, ValueError) as e:
        print(type(e).__name__)
class Show:
    def __getitem__(self, key):
        return key
show = Show()
print(show[1:2], show[::], show[1, 2:3, ...], show[:], show["a":"b"])
