# An iterator notices that the number of entries has changed.
for n in (3, 30):
    d = {i: i for i in range(n)}
    try:
        for k in d:
            d[k + 1000] = 1
    except RuntimeError as e:
        print("RuntimeError", e)
    try:
        for k, v in d.items():
            del d[k]
    except RuntimeError as e:
        print("RuntimeError", e)
    for k in d:
        d[k] = "replaced is fine"
    print(len(d), set(d.values()))
    for k in list(d):
        del d[k]
    print(d)
it = iter({1: 2})
print(next(it), next(it, "end"), next(it, "end"))
