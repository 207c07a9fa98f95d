# | and |=.
a = {"x": 1, "y": 2}
b = {"y": 20, "z": 30}
print(a | b, b | a, a, b)
a |= b
print(a)
a |= [("w", 5)]
print(a)
for f in (lambda: {} | [], lambda: [] | {}, lambda: {} | None, lambda: {} + {}):
    try:
        f()
    except TypeError as e:
        print("TypeError", e)
