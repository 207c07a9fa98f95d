# One number per object, for as long as it lives.
import gc
a, b = [], []
ids = [id(a), id(b)]
junk = [[i] for i in range(200)]
junk = None
gc.collect()
print(id(a) == ids[0], id(b) == ids[1], id(a) != id(b), id(a) == id(a), id(None) == id(None))
class C:
    pass
objects = [C() for i in range(50)]
numbers = [id(o) for o in objects]
hashes = [hash(o) for o in objects]
gc.collect()
print(numbers == [id(o) for o in objects], hashes == [hash(o) for o in objects], len(set(numbers)))
d = {o: i for i, o in enumerate(objects)}
gc.collect()
print([d[o] for o in objects] == list(range(50)))
del objects[::2]
gc.collect()
more = [C() for i in range(50)]
gc.collect()
print(any(o in d for o in more), all(o in d for o in objects))
