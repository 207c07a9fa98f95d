"""Lists, tuples, dicts and sets."""

a = [3, 1, 2]
a.append(5)
a.extend((7, 8))
a.insert(1, 9)
print(a, a.pop(), a.pop(0), a.index(2), a.count(9), len(a))
a.remove(9)
a.reverse()
print(a, sorted(a), a[1:3], a[::-1], a + [0], a * 2, 5 in a)
a.sort()
a[1:2] = [10, 20, 30]
print(a)
a.sort(key=lambda v: -v)
print(a, a == list(a), a < [100], [1, 2] < [1, 3], [] < [0], a.copy() is a)
a.clear()
print(a, not a)
b = [[0] * 3 for _ in range(2)]
b[0][1] = 5
print(b, [x for row in b for x in row], list("abc"), list(range(3)))
big = []
for i in range(300):
    big.append(i)
for i in range(250):
    big.pop(0 if i % 2 else -1)
print(big)
c = []
c.append(c)
print(c)

t = (1, "a", None)
print(t, t[0], t[-1], t + (2,), t * 2, len(t), t.index("a"), t.count(1), (5,), (), (1, 2) < (1, 3), hash((1, 2)) == hash((1, 2)))

d = {"one": 1, 2: "two", (3, 4): [5], None: 0, True: "yes"}
print(d, len(d), d["one"], d[(3, 4)], d.get("x"), d.get("x", 9), "one" in d, 5 in d)
d["new"] = 1
d["one"] = 11
del d[2]
print(d, list(d), list(d.values()), list(d.items()))
print(d.pop("new"), d.pop("zz", "default"), d.setdefault("s", []), d.setdefault("one", 0))
d.update({"u": 1}, v=2)
print(sorted(str(k) for k in d), dict([(1, 2), (3, 4)]), dict(a=1), {i: i * i for i in range(4)})
e = {i: str(i) for i in range(100)}
for i in range(0, 100, 2):
    del e[i]
for i in range(0, 20, 4):
    e[i] = "again"
print(len(e), list(e)[:5], list(e)[-5:], sum(e))
e.clear()
print(e, {1: 2} == {1: 2}, {1: 2, 3: 4} == {3: 4, 1: 2}, {1: 2} != {1: 3})
k, v = {"k": "v"}.popitem()
print(k, v)
try:
    for key in (x := {1: 1, 2: 2}):
        x[key + 10] = 0
except RuntimeError:
    print("changed during iteration")

s = {1, 2, 3}
s.add(2)
s.add(4)
s.discard(9)
s.remove(1)
print(sorted(s), len(s), 2 in s, sorted(s | {9}), sorted(s & {2, 3, 9}), sorted(s - {2}), sorted(s ^ {2, 10}))
print({1, 2} <= {1, 2, 3}, {1} < {1}, {1, 2}.issubset([1, 2, 3]), {1, 2} == {2, 1}, set("hello") == set("ohell"), set())
print(sorted({x % 5 for x in range(50)}), frozenset([1, 2]) == {1, 2}, {frozenset([1]): "f"}[frozenset([1])])
s.update([10, 20])
s -= {10}
s |= {30}
print(sorted(s))
letters = set()
for c in "a long text with many letters in it":
    letters.add(c)
print(sorted(letters))
print(any([0, 1]), all([1, 0]), sum([1, 2, 3]), sum([[1], [2]], []), min([3, 1, 2]), max("abc"), list(reversed([1, 2, 3])))
print(list(zip([1, 2], "ab", (True, False))), list(enumerate("ab")), [*range(3), *"ab"], {**{"a": 1}, "b": 2})
print(list(map(str, [1, 2])), dict(zip("ab", [1, 2])), sorted([(2, "b"), (1, "z"), (2, "a")]))
print(range(5), range(2, 10, 3)[1], len(range(0, 100, 7)), 14 in range(0, 100, 7), list(range(10))[2:8:3], range(3) == range(3))
bb = bytearray(b"abc")
bb[0] = 65
bb.append(100)
bb += b"ef"
print(bb, len(bb), bytes(bb), bb[1:3], list(bb))
m = memoryview(bb)
m[1] = 66
print(bb, m[0], bytes(m[2:4]), len(m))
