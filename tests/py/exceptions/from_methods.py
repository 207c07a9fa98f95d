"""Exceptions out of special methods, wherever they are called from, and chains of contexts."""
# contexts & nested handlers
def chain(e):
    out = []
    while e is not None:
        out.append(repr(e))
        e = e.__cause__ or (None if e.__suppress_context__ else e.__context__)
    return " <- ".join(out)
def t1():
    try:
        try:
            raise ValueError(1)
        except ValueError:
            try:
                raise KeyError(2)
            except KeyError:
                raise IndexError(3)
    except IndexError as e:
        return chain(e)
print(t1())
def t2():
    try:
        for i in range(3):
            try:
                raise ValueError(i)
            except ValueError:
                if i == 2:
                    raise TypeError("x")
    except TypeError as e:
        return chain(e)
print(t2())
def g():
    try:
        yield 1
    except ValueError:
        raise KeyError("in gen")
def t3():
    it = g(); next(it)
    try:
        it.throw(ValueError("thrown"))
    except KeyError as e:
        return chain(e)
print(t3())
def t4():
    try:
        raise ValueError("a")
    except ValueError as a:
        try:
            raise a
        except ValueError as b:
            return a is b, chain(b)
print(t4())
class Ex(Exception):
    def __init__(self, *a):
        try:
            {}["init"]
        except KeyError:
            pass
        super().__init__(*a)
def t5():
    try:
        raise Ex("x")
    except Ex as e:
        return chain(e)
print(t5())
def helper():
    try:
        int("x")
    except ValueError:
        return "handled"
def t6():
    try:
        raise ValueError("outer")
    except ValueError:
        helper()
        try:
            raise
        except ValueError as e:
            return chain(e)
print(t6())
def t7():
    try:
        raise ValueError("outer")
    except ValueError:
        def f():
            raise KeyError("nested call")
        try:
            f()
        except KeyError as e:
            return chain(e)
print(t7())
def t8():
    class CM:
        def __enter__(self): return self
        def __exit__(self, t, v, tb): raise KeyError("exit")
    try:
        with CM(): raise ValueError("body")
    except KeyError as e:
        return chain(e)
print(t8())
def t9():
    try:
        raise ValueError("x")
    finally:
        return "swallowed"
print(t9())
def t10():
    try:
        try: raise ValueError("1")
        finally: raise TypeError("2")
    except TypeError as e: return chain(e)
print(t10())
class Eq:
    def __eq__(self, o): raise ValueError("eq")
    def __hash__(self): return 1
for f in (lambda: Eq() == 1, lambda: [Eq()] == [1], lambda: 1 in [Eq()], lambda: {Eq(): 1, Eq(): 2}, lambda: [Eq()].index(2), lambda: (Eq(),) < (1,), lambda: {1: Eq()} == {1: 2}, lambda: {Eq()} == {1}):
    try: print(f())
    except ValueError as e: print("raised", e)
class Hash:
    def __hash__(self): raise TypeError("no hash")
for f in (lambda: {Hash()}, lambda: {}.get(Hash()), lambda: hash((1, Hash())), lambda: {Hash(): 1}, lambda: Hash() in {1: 2}, lambda: Hash() in {3}):
    try: print(f())
    except TypeError as e: print("raised", e)
class Str:
    def __str__(self): raise ValueError("str")
for f in (lambda: str(Str()), lambda: f"{Str()}", lambda: "%s" % Str(), lambda: "{}".format(Str()), lambda: print(Str())):
    try: f()
    except ValueError as e: print("raised", e)
class Bool:
    def __bool__(self): raise ValueError("bool")
for f in (lambda: 1 if Bool() else 2, lambda: not Bool(), lambda: Bool() and 1, lambda: any([Bool()]), lambda: list(filter(None, [Bool()])), lambda: [x for x in [1] if Bool()], lambda: all([Bool()])):
    try: f()
    except ValueError as e: print("raised", e)
class It:
    def __iter__(self): return self
    def __next__(self): raise ValueError("next")
for f in (lambda: list(It()), lambda: tuple(It()), lambda: sum(It()), lambda: [*It()], lambda: dict(It()), lambda: ",".join(It()), lambda: max(It()), lambda: sorted(It()), lambda: 1 in It(), lambda: print(*It()), lambda: set(It()), lambda: list(zip([1], It())), lambda: list(map(str, It())), lambda: [].extend(It()), lambda: bytes(It()), lambda: enumerate(It()).__next__()):
    try: f(); print("none")
    except ValueError as e: print("raised", e)
class Len:
    def __len__(self): raise ValueError("len")
    def __getitem__(self, i): raise KeyError("item")
for f in (lambda: len(Len()), lambda: bool(Len()), lambda: Len()[0], lambda: reversed(Len())):
    try: f(); print("none")
    except (ValueError, KeyError) as e: print("raised", repr(e))
class Key:
    def __init__(s, v): s.v = v
    def __lt__(s, o): raise ValueError("lt")
l = [Key(2), Key(1)]
try: l.sort()
except ValueError as e: print("raised", e, len(l))
try: sorted([3, 1], key=lambda x: 1 // 0)
except ZeroDivisionError as e: print(e)
class Attr:
    @property
    def p(self): raise ValueError("prop")
    @property
    def q(self): raise AttributeError("inner")
    def __getattr__(self, n): return "fallback " + n
a = Attr()
try: a.p
except ValueError as e: print(e)
print(a.q, a.z, hasattr(a, "p2"))
class Exit(Exception): pass
def deep(n):
    if n == 0: raise Exit(n)
    try: deep(n - 1)
    finally: pass
try: deep(20)
except Exit as e: print("deep", e.args)
def cleanup():
    log = []
    for i in range(3):
        try:
            if i == 1: continue
            if i == 2: break
            log.append(i)
        except Exception: pass
        else: log.append("else")
        finally: log.append("f%d" % i)
    else: log.append("no")
    return log
print(cleanup())
