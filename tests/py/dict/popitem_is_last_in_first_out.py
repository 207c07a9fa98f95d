# Used as a stack, with an index and without.
for n in (5, 40):
    d = {}
    for i in range(n):
        d[i] = str(i)
    out = []
    for i in range(3):
        out.append(d.popitem())
    d["new"] = 1
    out.append(d.popitem())
    print(out, len(d), n - 1 in d, n - 4 in d)
    for i in range(300):
        d["x" + str(i)] = i
        d.popitem()
    print(len(d), list(d)[-1])
    while d:
        d.popitem()
    print(d)
