# Length, items, repr.
for r in (range(5), range(2, 5), range(0, 10, 3), range(10, 0, -3), range(0), range(5, 2), range(-3, 3), range(1, 2, 100)):
    print(r, len(r), list(r), bool(r))
r = range(3, 30, 4)
print(r.start, r.stop, r.step, r[0], r[-1], r[2])
for i in (7, -8, 100):
    try:
        r[i]
    except IndexError as e:
        print("IndexError", e)
for args in ((), (1, 2, 0), (1.5,), ("a",), (1, 2, 3, 4)):
    try:
        range(*args)
    except (TypeError, ValueError) as e:
        print(type(e).__name__)
class Index:
    def __index__(self):
        return 3
print(list(range(Index())), range(True), r[Index()])
try:
    r.start = 5
except AttributeError:
    print("AttributeError")
