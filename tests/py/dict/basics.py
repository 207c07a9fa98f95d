# Keys in the order of insertion; a replaced value keeps its place.
d = {"b": 1, "a": 2}
d["c"] = 3
d["b"] = 10
print(d, len(d), d["a"])
del d["b"]
d["b"] = 11
print(d)
print(list(d), list(d.keys()), list(d.values()), list(d.items()))
print("a" in d, "z" in d, "z" not in d, bool(d), bool({}))
for bad in ("z", 1, (1, 2), None):
    try:
        d[bad]
    except KeyError as e:
        print("KeyError", e, e.args)
    try:
        del d[bad]
    except KeyError as e:
        print("KeyError", e)
for bad in ([], {}, set(), [1]):
    try:
        d[bad] = 1
    except TypeError as e:
        print("TypeError", e)
    try:
        bad in d
    except TypeError as e:
        print("TypeError", e)
