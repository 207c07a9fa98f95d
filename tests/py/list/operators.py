# + * += *= and their mistakes.
a = [1, 2]
print(a + [3], [0] + a, a * 3, 2 * a, a * 0, a * -1, a * True)
b = a
b += (3, 4)
print(a, a is b)
b += "xy"
print(a)
b *= 2
print(a, a is b)
b *= 0
print(a, a is b)
a += a
print(a)
a = [1]
a += a
a *= 3
print(a)
for f in (lambda: [1] + (2,), lambda: [1] + 5, lambda: [1] * 1.5, lambda: [1] * "x", lambda: [1] * [2], lambda: [1] - [1], lambda: -[1]):
    try:
        f()
    except TypeError as e:
        print("TypeError", e)
try:
    a += 5
except TypeError as e:
    print("TypeError", e)
class Index:
    def __index__(self):
        return 2
print([7] * Index(), Index() * [8])
