# Sets that can be members and keys.
f = frozenset([1, 2, 3])
print(sorted(f), len(f), 2 in f, frozenset() == set(), frozenset(), frozenset([1]))
print(hash(f) == hash(frozenset([3, 2, 1])), {f: "key"}[frozenset((1, 2, 3))])
nested = {frozenset(), frozenset([1]), frozenset([1])}
print(len(nested), {1} in nested, {2} in nested, set() in nested)
nested.discard({1})
print(len(nested))
print(type(f | {4}).__name__, type({4} | f).__name__, sorted(f & {1, 9}), sorted(f - {1}), sorted(f ^ {1, 4}))
print(f.copy() is f, frozenset(f) is f, sorted(f.union([7])))
for name in ("add", "remove", "update", "clear"):
    print(name, hasattr(f, name), hasattr(set(), name))
g = f
g |= {10}
print(sorted(g), sorted(f))
