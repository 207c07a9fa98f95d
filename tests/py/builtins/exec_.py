# exec and eval: where variables are, and what __builtins__ is.
print(eval("x", {"x": 1}, {"x": 2}))
def f():
    x = 1
    return eval("x")
print(f())
x = 1
def g():
    exec("x = 2")
    return x
print(g(), x)
d = {}
exec("a = 1\ndef f(): return a\nclass C:\n    v = a\n", d)
print(sorted(d), d["f"](), d["C"].v, d["C"].__module__)
l = {}
exec("a = 5\nb = a + 1\nprint(b, len('abc'))\nfor i in range(3): pass\nc = [a for a in range(b) if a]\ndel a", d, l)
print(sorted(l.items()), d["a"])
try:
    exec("print(zz)", d, l)
except NameError as e:
    print(e)
try:
    exec("del zz", d, l)
except NameError as e:
    print(e)
exec("print(__name__)", {})
exec("print(__name__)")
exec("class A: pass\nprint(A.__module__, A)", {})
exec("class A: pass\nprint(A.__module__, A)", {"__name__": "nn"})
try:
    exec("print(1)", {"__builtins__": {}})
except NameError as e:
    print("NE", e)
exec("p(len('ab'))", {"__builtins__": {"p": print, "len": lambda s: 42}})
try:
    exec("class A: pass", {"__builtins__": {}})
except NameError as e:
    print("NE")
class M:
    def __init__(self): self.d = {}
    def __getitem__(self, k):
        print("get", k)
        return self.d[k]
    def __setitem__(self, k, v):
        print("set", k, v)
        self.d[k] = v
    def __delitem__(self, k):
        print("del", k)
        del self.d[k]
m = M()
exec("x = 10\ny = x\ndel x\ntry:\n  del q\nexcept NameError as e: print(e)\nprint(len('a'))", {}, m)
print(m.d)
for bad in [(1,), ("1", 1), ("1", {}, 1)]:
    for f in (eval, exec):
        try: f(*bad)
        except TypeError as e: print(type(e).__name__)
print(eval("a+b", {"a": 1}, {"b": 2}))
print(eval("[a for _ in range(2)]", {"a": 1}))
print(eval("a", globals={"a": 9}), eval("b", {}, locals={"b": 8}))
class K:
    z = 5
    print(eval("z"), sorted(k for k in locals() if not k.startswith("__")))
    exec("w = z + 1")
print(K.w)
def h(n):
    def inner():
        return eval("n + 1")
    try:
        return inner()
    except NameError as e:
        return "NameError"
print(h(1))
def h2(n):
    def inner():
        n
        return eval("n + 1")
    return inner()
print(h2(1))
def k():
    a = 1
    exec("a = 2; b = 3")
    try:
        b
    except NameError: print("no b")
    return a, sorted(locals())
print(k())
print(eval("(lambda: a)()", {"a": 3}))
try:
    eval("(lambda: a)()", {}, {"a": 3})
except NameError as e: print(e)
exec("import sys as s\nfrom math import *\nprint(floor(2.5))", {}, l)
print('floor' in l, 's' in l)
exec("")
exec("\n\n# c\n")
exec("x=1;y=2;", d); print(d["y"])
try: eval("")
except SyntaxError: print("SyntaxError")
exec("@staticmethod\ndef f(): pass\nx: int = 3\n", d, l)
print(l["__annotations__"], l["x"])
try:
    exec("a\x00b")
except (SyntaxError, ValueError) as e: print(type(e).__name__)
print(__build_class__(lambda: None, "Q").__name__)
