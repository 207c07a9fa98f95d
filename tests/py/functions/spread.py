class M:
    def keys(self): return ['a', 'b']
    def __getitem__(self, k): return k * 2
def f(**k): return k
print(f(**M()), {**M(), 'c': 1}, f(x=1, **M()))
class It:
    def __iter__(self): return iter([1, 2])
def g(*a): return a
print(g(*It()), g(0, *It(), *'ab'), [*It()])
def tr(thunk):
    try: print(thunk())
    except TypeError as e: print(e)
tr(lambda: g(*5))
tr(lambda: f(**5))
tr(lambda: f(x=1, **5))
tr(lambda: f(**{'a': 1}, **{'a': 2}))
tr(lambda: f(a=1, **{'a': 2}))
tr(lambda: {**5})
tr(lambda: f(**{1: 2}))
class C:
    def m(self, **k): return k
tr(lambda: C().m(**{'a': 1}, **{'a': 2}))
tr(lambda: C(**{'a': 1}, **{'a': 2}))
tr(lambda: print(*5))
tr(lambda: dict(**5))
