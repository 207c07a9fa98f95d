"""Structures that come and go: what lives must survive every collection."""


class Node:
    def __init__(self, key, left=None, right=None):
        self.key = key
        self.left = left
        self.right = right


def insert(node, key):
    if node is None:
        return Node(key)
    if key < node.key:
        node.left = insert(node.left, key)
    elif key > node.key:
        node.right = insert(node.right, key)
    return node


def walk(node):
    if node:
        yield from walk(node.left)
        yield node.key
        yield from walk(node.right)


seed = 7
root = None
for _ in range(60):
    seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
    root = insert(root, seed % 100)
print(list(walk(root)))

ring = [None] * 16
for i in range(200):
    ring[i % 16] = {"i": i, "text": "item %d" % i, "list": [i] * (i % 7)}
print(sum(d["i"] for d in ring), ring[0]["text"], ring[6]["list"])

cache = {}
for i in range(150):
    cache[i % 37] = (i, str(i), [i, cache.get((i * 7) % 37)] if i % 3 else None)
print(len(cache), sum(v[0] for v in cache.values()), cache[5][1])


def closures(n):
    fs = []
    for i in range(n):
        def f(x, i=i):
            nonlocal n
            n += 1
            return x + i + n

        fs.append(f)
    return fs


print([f(1) for f in closures(10)])
a = []
b = {"a": a}
a.append(b)
del a, b
text = ""
for i in range(60):
    text = text[-20:] + chr(65 + i % 26)
print(text)
