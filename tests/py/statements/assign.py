"""Assignment: chained, unpacked, starred, augmented, deleted, conditional, walrus."""

a = b = [1]
print(a is b)
x, y = 1, 2
x, y = y, x
print(x, y)
(p, q), r = "ab", 3
print(p, q, r)
first, *middle, last = range(6)
print(first, middle, last)
*start, end = "xyz"
print(start, end)
[m, n] = {1: 2, 3: 4}
print(m, n)

for bad in ((1,), (1, 2, 3), []):
    try:
        u, v = bad
    except ValueError as e:
        print("cannot unpack", len(bad))
try:
    u, *v, w = [1]
except ValueError:
    print("too short")
try:
    u, v = 5
except TypeError:
    print("not iterable")

values = [1, 2, 3]
alias = values
values += [4]
print(alias, values is alias)
values[1] *= 10
values[-1] -= 1
print(values)
t = (1,)
u = t
t += (2,)
print(t, u)
s = "a"
s *= 3
s += "b"
print(s)

n = 7
n //= 2
n **= 3
n %= 10
n <<= 4
n >>= 1
n |= 1
n ^= 3
n &= 0xFE
print(n)


class Thing:
    count = 0


thing = Thing()
thing.count += 5
print(thing.count, Thing.count)

d = {"a": 1, "b": 2}
d["a"] += 10
del d["b"]
print(d)
del thing.count
print(thing.count)
try:
    del thing.count
except AttributeError:
    print("nothing to delete")
items = list(range(10))
del items[0], items[-1]
del items[2:4]
print(items)
del x
try:
    x
except NameError:
    print("x is gone")

if (size := len(items)) > 3:
    print("walrus", size)
print([last := i * i for i in range(4)], last)

z = 1 if size else 2
print(z, "yes" if not [] else "no")
print(1 < 2 < 3, 1 < 3 < 2, 3 > 2 == 2, 1 < 2 > 0)


calls = []


def count():
    calls.append(len(calls))
    return len(calls)


print(0 < count() < 2, calls)
order = []


def note(v):
    order.append(v)
    return v


[0, 0][note(0)], [0, 0][note(1)] = note(2), note(3)
print(order)
print(note(0) or note(5), note(1) and note(0), not note(1))
