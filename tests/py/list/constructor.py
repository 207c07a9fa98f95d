# list() of everything that can be iterated over.
print(list(), list([1, 2]), list((1, 2)), list("ab"), list(range(3)), list({"a": 1}))
print(list(zip("ab", [1, 2])), list(map(str, [1, 2])), list(b"az"), list(x for x in "q"))
a = [1]
b = list(a)
print(a == b, a is b)
try:
    list(5)
except TypeError as e:
    print("TypeError", e)
try:
    list(1, 2)
except TypeError as e:
    print("TypeError", e)
try:
    [].append()
except TypeError as e:
    print("TypeError", e)
try:
    [].append(1, 2)
except TypeError as e:
    print("TypeError", e)
try:
    hash([])
except TypeError as e:
    print("TypeError", e)
