# A new list, in order.
print(sorted([3, 1, 2]), sorted("hello"), sorted({"b": 1, "a": 2}), sorted((2, 1), reverse=True), sorted([]))
print(sorted(["bb", "a", "ccc"], key=len), sorted([1, -2, 3], key=abs, reverse=True), sorted([True, False, 1, 0]))
a = [3, 1]
b = sorted(a)
print(a, b, sorted(x * -1 for x in a), sorted(b, key=None))
for f in (lambda: sorted(5), lambda: sorted([1, "a"]), lambda: sorted([1], None), lambda: sorted([1], foo=1), lambda: sorted([1], key=5), lambda: sorted([None, None])):
    try:
        f()
    except TypeError as e:
        print("TypeError")
try:
    sorted([1, "a"])
except TypeError as e:
    print(e)
