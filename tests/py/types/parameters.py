# Type parameters and type statements.
def first[T](xs: list[T], default: T = None) -> T:
    return xs[0] if xs else default
print(first([1, 2]), first([], "d"))
print(first.__type_params__, first.__annotations__["return"], type(first.__type_params__[0]).__name__)
T0, = first.__type_params__
print(T0.__name__, T0.__bound__, T0.__constraints__, T0.has_default(), first.__annotations__["return"] is T0)

def bounded[T: (int, str), U: int = bool, *Ts = *tuple[int, str], **P = [int]](a: T, b: U, *args: *Ts): pass
for p in bounded.__type_params__:
    print(type(p).__name__, p.__name__, p, p.has_default())
T, U, Ts, P = bounded.__type_params__
print(T.__bound__, T.__constraints__, U.__bound__, U.__constraints__, U.__default__, P.__default__)
print(P.args, P.kwargs, P.args.__origin__ is P, type(P.args).__name__, type(P.kwargs).__name__)

class Box[T]:
    kind = T
    def __init__(self, v: T): self.v = v
    def get(self) -> T: return self.v
    def map[U](self, f) -> "Box[U]":
        return Box(f(self.v)), U
print(Box(1).get(), Box.__type_params__, Box.kind is Box.__type_params__[0])
b, u = Box(2).map(lambda x: x + 1)
print(b.get(), u, type(Box[int]).__name__.endswith("GenericAlias"))
print(Box[int](5).get())
class IntBox(Box[int]):
    pass
print(IntBox(4).get(), IntBox.__type_params__, IntBox.__bases__, IntBox.__orig_bases__)
class Plain: pass
print(Plain.__type_params__, (lambda: 1).__type_params__)

type Number = int | float
print(Number, Number.__name__, Number.__value__, type(Number).__name__, Number.__type_params__)
type Rec = list[Rec] | None
print(Rec.__value__)
type Lazy = undefined_name
try:
    Lazy.__value__
except NameError as e:
    print(e)
undefined_name = 3
print(Lazy.__value__)
undefined_name = 4
print(Lazy.__value__)
type Pair[A, B = int] = tuple[A, B]
print(Pair.__type_params__, Pair.__value__, Pair[int, str], Pair.__parameters__)
try:
    Number[int]
except TypeError as e:
    print(e)

def outer(x):
    y = x
    type Local = tuple[x, y]
    def inner[K](k: K, z=x) -> tuple[K, y]:
        def innermost():
            return K, y, z
        return innermost()
    class C[V](dict):
        v = V
        w = y
        def m(self): return V, x, __class__
    return Local, inner, C
L, i, C = outer(5)
print(L.__value__, i.__annotations__, i(1)[0] is i.__type_params__[0], i(1)[1:])
print(C.v, C.w, C().m()[0] is C.v, C().m()[1], C().m()[2] is C, C.__bases__[0], C.__qualname__, i.__qualname__)

def deco(f):
    f.decorated = True
    return f
@deco
def g[T](a: T): return T
print(g.decorated, g(1), g.__name__)
class Holder:
    X = int
    def method[T](self, a: X, b: T) -> T: return T
    class Inner[Q]:
        def f(self): return Q
    type Alias = int
print(Holder.method.__annotations__["a"], Holder().method(1, 2), Holder.Inner().f(), Holder.Alias.__value__)
def gen[T](n):
    for i in range(n):
        yield T, i
print([i for _, i in gen(3)])
async def co[T](): return T
try:
    co().send(None)
except StopIteration as e:
    print(e.value)
funcs = []
for n in range(3):
    def each[T](n=n): return T
    funcs.append(each)
print(len({f() for f in funcs}) == 3, [f() is f.__type_params__[0] for f in funcs])
def later[T: Later](): pass
class Later: pass
print(later.__type_params__[0].__bound__ is Later)
def self_ref[S: tuple[S, int]](): pass
S, = self_ref.__type_params__
print(S.__bound__)
type = 5
print(type)
type: int = 6
del type
print(type(1).__name__)
print([x for x in range(3)], Number.__value__ is Number.__value__)
for bad in ("def f[T, T](): pass", "def f[](): pass", "def f[T](x: (yield)): pass", "class A[T](b := 1): pass", "def f[*T: int](): pass"):
    try:
        exec(bad)
    except SyntaxError as e:
        print(e.msg)
def shadow[T](T): return T
print(shadow(3))
def nl[T]():
    def f():
        return T
    return f
print(nl()())
