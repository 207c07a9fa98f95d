# Items, slices, concatenation.
t = (1, "two", 3.5)
print(t, t[0], t[-1], len(t), (), (1,), ((),))
print(t[1:], t[::-1], t[5:], t[:] is t)
print(t + (4,), () + t, t * 2, 0 * t, 2 * (0,))
print(tuple(), tuple([1, 2]), tuple("ab"), tuple(range(3)), tuple(t) is t)
try:
    t[3]
except IndexError as e:
    print("IndexError", e)
try:
    t["a"]
except TypeError as e:
    print("TypeError", e)
try:
    t[0] = 1
except TypeError as e:
    print("TypeError", e)
try:
    del t[0]
except TypeError as e:
    print("TypeError", e)
try:
    t + [1]
except TypeError as e:
    print("TypeError", e)
try:
    tuple(5)
except TypeError as e:
    print("TypeError", e)
t += (9,)
t *= 2
print(t)
