# Searching.
t = (1, 2, 1, 3, 1.0, True, "1")
print(t.count(1), t.count("1"), t.count(9), t.index(3), t.index(1, 1), t.index(1, 3))
try:
    t.index(9)
except ValueError as e:
    print("ValueError", e)
print(1 in t, "x" in t, None not in t)
class Same:
    def __eq__(self, other):
        return True
print(Same() in (), Same() in (1,), (5, 6).index(Same()), (5, 6).count(Same()))
