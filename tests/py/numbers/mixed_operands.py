# Operators on bools, ints and floats in every mix, plain and in place, in loops that the interpreter has fast paths for.


def attempt(f, x, y):
    try:
        value = f(x, y)
        return type(value).__name__, value
    except Exception as error:
        return type(error).__name__, str(error)


def in_place(x, y):
    results = []
    z = x
    z += y
    results.append(z)
    z = x
    z -= y
    results.append(z)
    z = x
    z *= y
    results.append(z)
    return results


def in_place_bits(x, y):
    results = []
    z = x
    z &= y
    results.append(z)
    z = x
    z |= y
    results.append(z)
    z = x
    z ^= y
    results.append(z)
    z = x
    z <<= y
    results.append(z)
    z = x
    z >>= y
    results.append(z)
    z = x
    z %= y
    results.append(z)
    return results


operators = [
    lambda x, y: x + y,
    lambda x, y: x - y,
    lambda x, y: x * y,
    lambda x, y: x / y,
    lambda x, y: x // y,
    lambda x, y: x % y,
    lambda x, y: x & y,
    lambda x, y: x | y,
    lambda x, y: x ^ y,
    lambda x, y: x << y,
    lambda x, y: x >> y,
    lambda x, y: x < y,
    lambda x, y: x >= y,
    lambda x, y: x == y,
    in_place,
    in_place_bits,
]
operands = [False, True, 0, 4, -2, 0.0, -0.5, 1 << 40]
for x in operands:
    for y in operands:
        large = x == 1 << 40 or y == 1 << 40
        if large and (isinstance(x, float) or isinstance(y, float)):
            continue
        results = []
        for f in operators:
            if large and f is operators[3] or y == 1 << 40 and (f is operators[9] or f is in_place_bits):
                continue
            results.append(attempt(f, x, y))
        print(x, y, results)

# A count of bools, and sums that begin with a float that is no word of its own.
count = 0
total = 0.0
for i in range(20):
    even = i % 2 == 0
    count += even
    total += even
    total += 0.5
print(count, total)

# Recursion without loops goes on past many slices of fuel.


def depth(n):
    return 0 if n == 0 else 1 + depth(n - 1)


def tree(n):
    return 1 if n == 0 else tree(n - 1) + tree(n - 1)


print(depth(60), tree(12))

# Equal and unequal texts, kept once or not.
names = ["count", "x", "a b", "caf\u00e9", ""]
for a in names:
    for b in names:
        c = "".join([b])
        print(a == c, a != c, end=" ")
print()

# Slices at once, and those that are not.
for value in ["hello", b"hello", bytearray(b"hello"), [1, 2, 3], (1, 2, 3), memoryview(b"abc")]:
    part = value[1:2]
    print(value[:2] == value[0:2], value[-2:] == value[1 - 3 :], len(part), len(value[5:1]))
try:
    5[1:2]
except TypeError as error:
    print(error)
