# An iterator notices that the size has changed.
s = {1, 2, 3}
try:
    for x in s:
        s.add(x + 10)
except RuntimeError as e:
    print("RuntimeError", e)
t = set(range(50))
try:
    for x in t:
        t.discard(x)
except RuntimeError as e:
    print("RuntimeError", e)
u = {5}
it = iter(u)
print(next(it), next(it, None), list(it))
print(sum(x for x in {1, 2, 3}), max({4, 9, 2}), sorted(frozenset("cab")))
while u:
    u.pop()
print(u)
v = set(range(200))
n = 0
while v:
    v.pop()
    n += 1
print(n)
print({1}, {"a"}, frozenset({"a"}), {(1, 2)}, repr({None}))
class MySet(set):
    def total(self):
        return sum(self)
m = MySet([1, 2, 2])
m.add(5)
print(m.total(), len(m), 5 in m, m == {1, 2, 5}, isinstance(m, set), sorted(m | {9}))
