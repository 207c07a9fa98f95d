# bin, oct, hex.
for n in (0, 1, -1, 10, 255, -255, 1 << 31, (1 << 64) - 1, -(1 << 100), 1 << 95):
    print(bin(n), oct(n), hex(n))
print(bin(True), hex(False))
class Index:
    def __index__(self):
        return 10
print(bin(Index()), oct(Index()), hex(Index()))
for f in (bin, oct, hex):
    for bad in (1.5, "a", None):
        try:
            f(bad)
        except TypeError as e:
            print("TypeError", e)
