# Statements in combinations.
def show(f, *a):
    try: print(f(*a))
    except BaseException as e: print(type(e).__name__, e)
def fin(n):
    for i in range(5):
        try:
            if n == 0: return "try"
            if n == 1: continue
            if n == 2: break
            if n == 3: raise KeyError(i)
        except KeyError as e:
            if i == 1: return "except"
            continue
        finally:
            print("f", i, end=" ")
            if n == 4 and i == 2: break
            if n == 5: return "fin"
    else:
        return "else"
    return "end"
for n in range(7): print(fin(n))
def nest():
    try:
        try:
            return 1
        finally:
            try: return 2
            finally: print("x")
    finally:
        print("y")
print(nest())
class CM:
    def __init__(self, n, swallow=False, fail=None): self.n, self.s, self.f = n, swallow, fail
    def __enter__(self):
        print("enter", self.n)
        if self.f == "enter": raise ValueError("enter")
        return self.n
    def __exit__(self, t, v, tb):
        print("exit", self.n, t and t.__name__, v)
        if self.f == "exit": raise ValueError("exit")
        return self.s
def w1():
    with CM(1) as a, CM(2, True) as b:
        print(a, b); raise KeyError("k")
    print("after")
    for i in range(3):
        with CM(i):
            if i == 0: continue
            if i == 1: break
    with (CM(5) as x, CM(6),):
        return x
show(w1)
def w2():
    with CM(1, True), CM(2, fail="exit"): raise KeyError("k")
    with CM(1, True), CM(2, fail="enter"): pass
    with CM(3, fail="exit"): pass
show(w2)
try:
    with 5: pass
except TypeError as e: print(e)
a, *b, c = range(5); print(a, b, c)
(a, [b, *c]), d = (1, "xyz"), 4; print(a, b, c, d)
x = y = z = []; x.append(1); print(y, z is x)
l = list(range(10)); l[2:5] = "ab"; del l[0], l[-1]; l[::2] = [0] * len(l[::2]); print(l)
l[0] += 5; l[0:2] *= 2; print(l)
class O: pass
o = O(); o.a = 1; o.a += 2; o.b = o.c = 3; del o.b, o.c; print(o.__dict__)
d = {}; d["x"], d["y"] = 1, 2; del d["x"]; print(d)
for show_n, (k, *v) in enumerate(["abc", (1, 2)]): print(show_n, k, v)
for i in range(3): pass
else: print("else", i)
while True: break
else: print("no")
i = 5
while i: i -= 1
else: print("while else")
try:
    assert 0, "msg"
except AssertionError as e: print(e.args)
try:
    assert (1 == 2)
except AssertionError as e: print(e.args, repr(e))
try: raise ValueError
except (KeyError, ValueError) as e: print(repr(e))
try: e
except NameError as n: print(n)
try:
    try: 1/0
    except ZeroDivisionError: raise
except ArithmeticError as e: print("re", e)
try:
    try: 1/0
    except ZeroDivisionError as e: raise KeyError("k") from e
except KeyError as e: print(repr(e.__cause__), e.__context__ is e.__cause__, e.__suppress_context__)
try:
    try: 1/0
    finally: [][1]
except IndexError as e: print(repr(e.__context__))
def reraise():
    raise
show(reraise)
def in_caller():
    try: {}["k"]
    except KeyError: reraise()
show(in_caller)
show(lambda: exec("raise 5")); show(lambda: exec("raise int")); show(lambda: exec("raise ValueError from 5"))
try:
    try: 1/0
    except int: pass
except TypeError as e: print(e)
def match(x):
    match x:
        case 0 | 1: return "01"
        case [a, b, *r] if a: return a, b, r
        case {"k": v, **r}: return v, r
        case str(s): return "s" + s
        case O(a=q): return q
        case None: return "none"
        case -1.5: return "f"
        case (_, _) as t: return t
        case _: return "?"
for v in (0, [1, 2, 3], {"k": 1, "z": 2}, "s", o, None, -1.5, (0, 0), 7): print(match(v))
if (n := 10) > 5: print(n)
print([m := k for k in range(3)], m)
def deco(*a):
    print("deco", a)
    return lambda f: f
@deco(1)
@deco(2)
def ff(): pass
x: int = 5
y: "str"
print(__annotations__)
print(1 < 2 < 3, 1 < 3 < 2, not 1, 1 if 0 else 2, 5 or 1/0, 0 and 1/0)
def lots():
    for i in range(3):
        for j in range(3):
            if j == 1: break
            for k in range(2):
                yield i, j, k
print(list(lots()))
for i in range(10, 0, -3): print(i, end=",")
print()
del x
show(lambda: x)
def swap(a, b): a, b = b, a; return a, b
print(swap(1, 2), *[1, 2], {**{"a": 1}, "b": 2}, [*"ab", *range(2)], (*(), 1))
def ret(): return *[1, 2], 3
print(ret())
for q in *[1], 2: print(q)
global_ = 1
def gl():
    global global_, new_global
    global_ += 1; new_global = 5
gl(); print(global_, new_global)
try:
    raise ExceptionGroup("g", [ValueError(1), TypeError(2)])
except* ValueError as e: print(e.exceptions)
except* TypeError as e: print(e.exceptions)
print(f"{1+1=} {'a'!r:>5} {3.14159:.{2}f} {{}} {'nested ' + f'{1}'}")
s = "a" "b" f"{1}" "c"; print(s, r"\n", b"\x00" b"a", "q")
print(0b11, 0o17, 0xfF, 1_000, 1e3, 1j, .5, 5., 0xdead_beef, 10**20, -2**2, 2**-1)
