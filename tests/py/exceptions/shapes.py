# stress: gc
"""Exceptions raised, handled and passed on in every kind of block."""
def f(x):
    try:
        if x == 0: raise ValueError("v")
        if x == 1: return "ret"
        if x == 2: raise KeyError("k")
        if x == 3: 1/0
        return "end"
    except ValueError as e:
        return ("ve", str(e))
    except (KeyError, IndexError) as e:
        raise RuntimeError("wrapped") from e
    else:
        return "else"
    finally:
        print("finally", x)
for i in range(5):
    try:
        print(f(i))
    except Exception as e:
        print(type(e).__name__, e, repr(e.__cause__), repr(e.__context__))
def gen():
    try:
        yield 1
        yield 2
    except GeneratorExit:
        print("exit"); raise
    except ValueError as e:
        print("got", e)
        yield 3
    finally:
        print("gen finally")
g = gen(); print(next(g)); print(g.throw(ValueError("t"))); 
try: next(g)
except StopIteration as e: print("stop", e.value)
g = gen(); next(g); g.close()
g = gen(); next(g)
try: g.throw(KeyError("x"))
except KeyError as e: print("KeyError", e)
def g2():
    return 5
    yield
try: next(g2())
except StopIteration as e: print(e.value, e.args)
def g3():
    x = yield from g4()
    print("x", x)
def g4():
    yield 1
    return "r"
print(list(g3()))
def bad():
    raise StopIteration("inner")
    yield
try: next(bad())
except RuntimeError as e: print(e, repr(e.__cause__))
try:
    try: raise ValueError(1)
    finally: raise KeyError(2)
except KeyError as e: print(repr(e.__context__))
def h():
    for i in range(3):
        try:
            continue
        finally:
            print("f", i)
    while True:
        try:
            break
        finally:
            print("brk")
    try:
        return 1
    finally:
        return 2
print(h())
try:
    raise ValueError
except ValueError:
    try:
        raise
    except ValueError as e:
        print("re", repr(e))
e = None
try:
    raise ValueError("scope")
except ValueError as e:
    pass
try:
    e
except NameError as x:
    print(x)
class CM:
    def __init__(self, swallow): self.s = swallow
    def __enter__(self): print("enter"); return self
    def __exit__(self, t, v, tb): print("exit", t and t.__name__, v, tb is not None); return self.s
with CM(True) as c:
    raise ValueError("in with")
try:
    with CM(False): raise KeyError("out")
except KeyError as e: print("KE", e)
with CM(True), CM(False):
    raise IndexError
def w():
    with CM(False):
        return "w"
print(w())
try: assert 0, ("a", 1)
except AssertionError as e: print(e.args, e)
try: assert False
except AssertionError as e: print(repr(e))
try: int("zz")
except ValueError as e: print(e)
try: [].x
except AttributeError as e: print(e, e.name, e.obj)
try: undefined_name
except NameError as e: print(e, e.name)
def u():
    print(loc); loc = 1
try: u()
except UnboundLocalError as e: print(e)
try: (1,2)[5]
except LookupError as e: print(type(e).__name__)
try: {}["a"]["b"]
except KeyError as e: print(e.args)
try: raise SystemExit(3)
except SystemExit as e: print(e.code)
try: exec("1 +")
except SyntaxError as e: print(type(e).__name__)
print(issubclass(ZeroDivisionError, ArithmeticError), ZeroDivisionError.__mro__)
print(isinstance(KeyError(), LookupError), KeyError.__bases__, KeyError.__name__)
try: raise type("Dyn", (Exception,), {"x": 1})("dyn")
except Exception as e: print(repr(e), e.x)
try: "a".foo()
except AttributeError as e: print(e)
try: None()
except TypeError as e: print(e)
try: len()
except TypeError as e: print(e)
try: (lambda a: 0)()
except TypeError as e: print(e)
try: print(**{"foo": 1})
except TypeError as e: print("TypeError")
