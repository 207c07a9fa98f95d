# divmod, pow and abs.
print(divmod(7, 3), divmod(-7, 3), divmod(7, -3), divmod(-7, -3), divmod(0, 5), divmod(True, 2))
print(divmod(7.5, 2), divmod(-7.5, 2), divmod(1 << 70, 12345), divmod(5, 1 << 70))
for args in ((1, 0), (1.0, 0), (1 << 70, 0)):
    try:
        divmod(*args)
    except ZeroDivisionError as e:
        print("ZeroDivisionError")
try:
    divmod("a", 1)
except TypeError as e:
    print("TypeError", e)
class D:
    def __divmod__(self, other):
        return ("d", other)
    def __rdivmod__(self, other):
        return ("r", other)
print(divmod(D(), 5), divmod(5, D()))
print(pow(2, 10), pow(2, -1), pow(2.0, 3), pow(-2, 3), pow(0, 0), pow(3, 200, 13), pow(2, 5, -7), pow(3, -1, 7), pow(5, 0, 1))
print(pow(2, 3, mod=5), pow(2, 3, None))
for args in ((2, 3, 0), (2, -1, 4), (2.0, 3, 5), ("a", 2)):
    try:
        pow(*args)
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
print(abs(-5), abs(5), abs(-2.5), abs(-(1 << 70)), abs(True), abs(-1 << 30))
class A:
    def __abs__(self):
        return "abs"
print(abs(A()))
try:
    abs("a")
except TypeError as e:
    print("TypeError", e)
