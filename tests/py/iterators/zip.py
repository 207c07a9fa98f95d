# Items side by side, as long as the shortest.
print(list(zip()), list(zip("ab")), list(zip("abc", [1, 2])), list(zip(range(3), "xyz", (7, 8, 9))))
print(list(zip(*[(1, 2), (3, 4)])), dict(zip("ab", range(2))))
z = zip([1, 2], "ab")
print(next(z), next(z), next(z, "end"), iter(z) is z)
print(list(zip("ab", [1, 2], strict=True)))
for args in (("ab", [1]), ("a", [1, 2]), ("ab", [1, 2], [1]), ("a", [1], [1, 2])):
    try:
        list(zip(*args, strict=True))
    except ValueError as e:
        print("ValueError", e)
try:
    zip([1], 5)
except TypeError as e:
    print("TypeError")
it = iter(range(6))
print(list(zip(it, it)))
a, b = iter([1, 2, 3]), iter([1])
print(list(zip(a, b)), list(a))
