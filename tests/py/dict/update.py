# update from dicts, pairs, keywords, and anything with keys().
d = {"a": 1}
d.update({"b": 2, "a": 10})
d.update([("c", 3), ["d", 4]])
d.update(e=5, f=6)
d.update({"g": 7}, h=8)
d.update(zip("ij", (9, 10)))
d.update()
d.update({"ab": "cd"}.items())
d.update(["xy"])
print(d)
class Mapping:
    def keys(self):
        return ["k1", "k2"]
    def __getitem__(self, key):
        return key.upper()
d.update(Mapping())
print(d["k1"], d["k2"])
for bad in ([1], [(1, 2, 3)], ["abc"], 5):
    try:
        d.update(bad)
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
print(d.update({}))
