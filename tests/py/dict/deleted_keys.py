# Insertions after deletions, over and over.
d = {}
for round in range(50):
    for i in range(20):
        d[round * 20 + i] = i
    for i in range(19):
        del d[round * 20 + i]
print(len(d), list(d)[:3], list(d.values())[:3])
e = {i: i for i in range(100)}
for i in range(100):
    if i % 10:
        del e[i]
print(e, e.popitem(), len(e))
e[5] = "back"
print(list(e))
f = {"a": 1, "b": 2, "c": 3}
del f["b"]
f["d"] = 4
f["b"] = 5
print(f, list(f)[1])
