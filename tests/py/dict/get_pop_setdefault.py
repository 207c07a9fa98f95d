# Methods that answer a value.
d = {"a": 1, "b": 2, "c": 3}
print(d.get("a"), d.get("z"), d.get("z", "default"))
print(d.pop("a"), d.pop("a", "gone"), d)
try:
    d.pop("a")
except KeyError as e:
    print("KeyError", e)
print(d.setdefault("b", 20), d.setdefault("n"), d.setdefault("m", []), d)
d["m"].append(1)
print(d.setdefault("m", []))
print(d.popitem(), d.popitem(), d)
d.clear()
print(d)
try:
    d.popitem()
except KeyError as e:
    print("KeyError", e)
for f in (lambda: d.get(), lambda: d.get(1, 2, 3), lambda: d.pop(), lambda: d.get([])):
    try:
        f()
    except TypeError as e:
        print("TypeError")
