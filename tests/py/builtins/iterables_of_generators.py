# Builtins fed by generators.
def gen(n):
    for i in range(n):
        yield i
print(list(gen(3)), tuple(gen(2)), set(gen(3)) == {0, 1, 2}, sum(gen(4)), max(gen(5)), min(gen(3)), sorted(gen(3), reverse=True))
print(all(gen(2)), any(gen(2)), list(zip(gen(2), gen(3))), list(map(str, gen(2))), list(filter(None, gen(3))), list(enumerate(gen(2))))
print(dict((i, i * i) for i in gen(3)), dict.fromkeys(gen(2)), bytes(gen(3)), "".join(str(i) for i in gen(3)), 2 in gen(5), 9 in gen(5))
a, b, *c = gen(5)
print(a, b, c, [*gen(2), *gen(2)], {*gen(2)} == {0, 1}, max(*gen(3)))
l = [9]
l.extend(gen(2))
l += gen(2)
l[0:1] = gen(2)
print(l)
s = {1}
s.update(gen(3))
s |= set(gen(5))
print(sorted(s), sorted(s.intersection(gen(2))), s.issuperset(gen(2)))
def failing():
    yield 1
    raise KeyError("inside")
for f in (list, tuple, set, sum, max, sorted, all):
    try:
        f(failing())
        print(f.__name__, "finished")
    except KeyError as e:
        print(f.__name__, e)
