# To the nearest even where two are as near.
print(round(0.5), round(1.5), round(2.5), round(-0.5), round(-1.5), round(2.6), round(7), round(True))
print(round(2.25, 1), round(1234, -2), round(1250, -2), round(1350, -2), round(-1250, -2), round(5, 3), round(1.5, None), round(-15, -1))
print(type(round(2.0)).__name__, type(round(2.0, 0)).__name__, round(2.5, ndigits=0))
class R:
    def __round__(self, n=None):
        return ("rounded", n)
print(round(R()), round(R(), 2))
for bad in ("a", None, []):
    try:
        round(bad)
    except TypeError as e:
        print("TypeError", e)
try:
    round(1.5, "a")
except TypeError as e:
    print("TypeError")
