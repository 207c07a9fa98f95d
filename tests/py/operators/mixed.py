# only: f64
"""Every operator between values of every builtin type, and every builtin on each."""
vals = [0, 1, -2, True, 2.5, "ab", b"ab", [1], (1,), {1: 2}, {1}, frozenset([1]), None, range(3), ..., 1j]
ops = [("+", lambda a, b: a + b), ("-", lambda a, b: a - b), ("*", lambda a, b: a * b), ("/", lambda a, b: a / b), ("//", lambda a, b: a // b), ("%", lambda a, b: a % b), ("&", lambda a, b: a & b), ("|", lambda a, b: a | b), ("^", lambda a, b: a ^ b), ("<<", lambda a, b: a << b), (">>", lambda a, b: a >> b), ("@", lambda a, b: a @ b),
 ("==", lambda a, b: a == b), ("!=", lambda a, b: a != b), ("<", lambda a, b: a < b), ("<=", lambda a, b: a <= b), (">", lambda a, b: a > b), (">=", lambda a, b: a >= b), ("in", lambda a, b: a in b), ("[]", lambda a, b: a[b]), ("divmod", lambda a, b: divmod(a, b)), ("is", lambda a, b: a is b)]
for n, f in ops:
    done = []
    failed = {}
    for a in vals:
        for b in vals:
            if n in ("divmod", "%") and a in (2.5, "ab"):
                continue
            try:
                done.append(repr(f(a, b)))
            except Exception as e:
                failed[type(e).__name__] = failed.get(type(e).__name__, 0) + 1
    print(n, " ".join(done), sorted(failed.items()))
for n, f in [("-", lambda a: -a), ("+", lambda a: +a), ("~", lambda a: ~a), ("abs", abs), ("len", len), ("bool", bool), ("hash", lambda a: hash(a) and 0), ("next", next), ("list", list), ("int", int), ("float", float), ("str", str), ("repr", repr), ("call", lambda a: a()), ("attr", lambda a: a.foo), ("del", lambda a: a.__delitem__(0)), ("round", round), ("reversed", lambda a: list(reversed(a))), ("sorted", sorted), ("sum", sum), ("max", max), ("set", lambda a: sorted(set(a))), ("callable", callable), ("chr", chr), ("bin", bin), ("bytes", bytes)]:
    for a in vals:
        try: r = repr(f(a))
        except Exception as e: r = type(e).__name__ + " " + str(e)
        print(n, repr(a), r)
