# Tuples and other hashable things as keys.
grid = {}
for x in range(20):
    for y in range(20):
        grid[x, y] = x * y
print(len(grid), grid[3, 4], (20, 0) in grid, grid.get((19, 19)))
mixed = {None: 1, (): 2, frozenset([1]): 3, b"b": 4, "s": 5, int: 6, len: 7, ...: 8, range(3): 9}
print(mixed[None], mixed[()], mixed[frozenset({1})], mixed[b"b"], mixed[int], mixed[len], mixed[...], mixed[range(0, 3)])
class Plain:
    pass
p, q = Plain(), Plain()
byid = {p: "p", q: "q"}
print(byid[p], byid[q], Plain() in byid)
many = [Plain() for i in range(30)]
index = {o: i for i, o in enumerate(many)}
print(all(index[o] == i for i, o in enumerate(many)))
