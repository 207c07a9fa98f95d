# Views follow their dict.
d = {"a": 1, "b": 2}
keys, values, items = d.keys(), d.values(), d.items()
print(keys, values, items)
d["c"] = 3
print(keys, values, items, len(keys), len(values), len(items))
print("c" in keys, 3 in values, ("c", 3) in items, ("c", 4) in items, "c" in items, 9 in values)
print(list(reversed(keys)), list(reversed(values)), list(reversed(items)), list(reversed(d)))
print(keys == {"a", "b", "c"}, keys == d.keys(), items == {("a", 1), ("b", 2), ("c", 3)}, values == d.values())
print(sorted(keys & {"a", "z"}), sorted(keys | {"z"}), sorted(keys - {"a"}), sorted(keys ^ ["a", "q"]))
print(sorted(items & [("a", 1)]), keys.isdisjoint(["x"]), keys.isdisjoint("xa"))
print(keys <= {"a", "b", "c", "d"}, keys < d.keys(), {"a"} < keys, keys >= {"a"})
for k, v in items:
    print(k, v, end=";")
print()
print(type(keys & keys) is set, bool({}.keys()), bool(keys))
try:
    hash(keys)
except TypeError as e:
    print("TypeError", e)
try:
    keys[0]
except TypeError as e:
    print("TypeError", e)
