"""append, extend, insert, pop, remove, reverse, clear, copy."""

def attempt(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e)


a = bytearray()
for i in range(20):
    a.append(i * 10)
print(a, len(a))
a.extend(b"xyz"); a.extend([1, 2]); a.extend(range(3)); a.extend(bytearray(b"q")); a.extend(a[:2]); a.extend(i for i in (7, 8))
print(a)
a.insert(0, 65); a.insert(100, 66); a.insert(-1, 67)
print(a, a.pop(), a.pop(0), a.pop(-2))
a.remove(10); a.reverse()
print(a)
b = a.copy()
b.clear()
print(len(a), len(b), b, a is not a.copy())
a.extend(a)
print(len(a))
for f, args in ((a.append, (256,)), (a.append, ("a",)), (a.append, (-1,)), (b.pop, ()), (a.pop, (1000,)), (a.remove, (66,)), (b.remove, (1,)), (a.insert, (0, 300)), (a.extend, (5,)), (a.extend, ("str",)), (a.extend, ([1, 300],))):
    attempt(f, *args)
