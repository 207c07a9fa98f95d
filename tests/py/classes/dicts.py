class O:
    pass


o = O()
o.a = 1
print(vars(o))
vars(o)['b'] = 2
print(o.b, o.__dict__)
o.__dict__ = {'z': 9}
print(o.z, hasattr(o, 'a'))
d = o.__dict__
o.new = 5
print(d, d is o.__dict__)
del d['new']
print(hasattr(o, 'new'))
d.update(k=1)
print(o.k)
del o.k
print(d)
o.__dict__.clear()
print(vars(o), [n for n in dir(o) if not n.startswith('_')])
for bad in (5, None):
    try:
        o.__dict__ = bad
    except TypeError as e:
        print(e)
try:
    del o.missing
except AttributeError as e:
    print(e)


class P:
    shared = 0

    def __init__(self, x):
        self.x = x

    def get(self):
        return self.x

    def __repr__(self):
        return f'P({self.__dict__})'


items = [P(i) for i in range(4)]
print(items)
items[1].__dict__['get'] = lambda: 'own'
print([p.get() for p in items])
items[2].y = 'later'
print(items[2], items[3])
del items[2].x
print(items[2])
total = 0
for p in items[:2]:
    p.x += 10
    total += p.x
print(total, sorted(vars(items[0])))


class Q(P):
    def get(self):
        return 'Q', self.x


p = P(7)
p.__class__ = Q
print(type(p).__name__, p.get(), isinstance(p, Q), p)
p.extra = 1
p.__class__ = P
print(p.get(), p.extra, p)
late = Q(1)
late.__class__ = O
late.w = 2
print(vars(late))
for bad in (int, 5, dict):
    try:
        p.__class__ = bad
    except TypeError as e:
        print(e)


class Many:
    pass


m = Many()
m.__dict__.update({f'n{i}': i for i in range(20)})
print(m.n0, m.n19, len(m.__dict__))
m2 = Many()
m2.a, m2.b, m2.c = 1, 2, 3
m2.__class__ = P
print(m2)

print(type(P.__dict__).__name__, 'get' in P.__dict__, P.__dict__['shared'])
for change in ("P.__dict__['r'] = 1", "del P.__dict__['get']"):
    try:
        exec(change)
    except TypeError as e:
        print(e)
P.later = 3
print('later' in P.__dict__, P.__dict__.get('later'), P.__dict__.get('nope', 'default'))
print(len(P.__dict__) == len(list(P.__dict__)), 'append' in list.__dict__)
print({k: v for k, v in P.__dict__.items() if k in ('shared', 'later')})
try:
    object().__dict__
except AttributeError as e:
    print(e)


class D(dict):
    pass


d = D(a=1)
d.own = 5
print(d, d.__dict__, d.own)
d.__dict__['more'] = 6
print(d.more, d)
