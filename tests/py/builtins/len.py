# Lengths.
print(len(""), len("h\u00e9"), len([1]), len(()), len({1: 2}), len({1}), len(range(5)), len(b"ab"), len({}.keys()))
class L:
    def __init__(self, n):
        self.n = n
    def __len__(self):
        return self.n
print(len(L(3)), bool(L(0)), bool(L(1)))
for bad in (5, None, L(-1), L("a"), L(1.5), L):
    try:
        len(bad)
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
