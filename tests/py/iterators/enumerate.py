# Numbered items.
print(list(enumerate("ab")), list(enumerate([])), list(enumerate("ab", 5)), list(enumerate("a", start=-1)))
for i, (a, b) in enumerate([(1, 2), (3, 4)]):
    print(i, a, b)
e = enumerate(iter("xyz"))
print(next(e), list(e), next(e, "end"), iter(e) is e)
print(list(enumerate("a", 1 << 40)), list(enumerate("ab", (1 << 30) - 1)))
for f in (lambda: enumerate(), lambda: enumerate(5), lambda: enumerate("a", "b"), lambda: enumerate("a", 1.5)):
    try:
        f()
    except TypeError as e:
        print("TypeError")
def gen():
    yield 1
    raise ValueError("in the middle")
try:
    for pair in enumerate(gen()):
        print(pair)
except ValueError as e:
    print(e)
