# Also of dicts that contain themselves.
print({}, {1: "a", "b": None, (1, 2): [3]}, {"n": {"m": {}}})
d = {}
d["self"] = d
print(d)
d["list"] = [d]
print(d)
print(str({"quote": "it's", 'double': '"'}), repr({1.5: True}))
