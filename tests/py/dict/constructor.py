# dict() of everything.
print(dict(), dict(a=1, b=2), dict({"x": 1}), dict([("y", 2)], z=3), dict({"a": 1}, a=2))
a = {"k": [1]}
b = dict(a)
print(a == b, a is b, a["k"] is b["k"])
print(dict(zip([1, 2], "ab")), dict((("t", 1),)), dict(dict(n=dict(m=1))))
print({**a, "l": 2, **{"k": 3}}, {k: v for k, v in zip("ab", (1, 2))})
print(dict.fromkeys("abc"), dict.fromkeys([1, 2], 0), dict.fromkeys(()))
for args in ((1, 2), (5,), ([1],), ([(1,)],)):
    try:
        dict(*args)
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
