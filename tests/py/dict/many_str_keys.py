# Growing with str keys that are made at run time.
d = {}
for i in range(600):
    d["key" + str(i)] = i
print(len(d), d["key0"], d["key599"], "key600" in d)
ok = True
for i in range(600):
    if d["key" + str(i)] != i:
        ok = False
print(ok)
for i in range(0, 600, 3):
    d.pop("key" + str(i))
print(len(d), "key3" in d, "key4" in d)
words = "the quick brown fox jumps over the lazy dog and the cat".split()
counts = {}
for word in words:
    counts[word] = counts.get(word, 0) + 1
print(counts)
