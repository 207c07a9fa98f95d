# Members are hashable, and there once.
s = {3, 1, 2, 3}
print(sorted(s), len(s), 1 in s, 5 in s, set(), bool(set()), type({1}).__name__)
s.add(4)
s.add(1)
s.discard(2)
s.discard(99)
s.remove(3)
print(sorted(s))
try:
    s.remove(99)
except KeyError as e:
    print("KeyError", e)
for bad in ([], {}, {1}):
    try:
        s.add(bad)
    except TypeError as e:
        print("TypeError", e)
print(sorted(set("hello")), sorted(set([1, 1.0, True])), sorted({x % 3 for x in range(10)}))
print(len(set(range(1000))), sum(set(range(1000))))
try:
    set(5)
except TypeError as e:
    print("TypeError", e)
try:
    set().pop()
except KeyError as e:
    print("KeyError", e)
one = {7}
print(one.pop(), one)
s.clear()
print(s, len(s))
try:
    hash(s)
except TypeError as e:
    print("TypeError", e)
