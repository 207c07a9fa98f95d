# Equal values have equal hashes.
print(hash(0), hash(1), hash(-1), hash(100), hash(True), hash(1.0) == 1, hash(5) == hash(5.0))
print(hash("a") == hash("a"), hash(b"a") == hash(b"a"), hash(None) == hash(None), hash(1 << 80) == hash(float(1 << 80)), hash((1, 2)) == hash((1.0, 2)))
for bad in ([], {}, set(), bytearray(), [1, 2]):
    try:
        hash(bad)
    except TypeError as e:
        print("TypeError", e)
class H:
    def __hash__(self):
        return 77
class E:
    def __eq__(self, other):
        return True
class P:
    pass
p = P()
print(hash(H()), hash(p) == hash(p), hash(P) == hash(P), hash(len) == hash(len), hash(p.__class__) == hash(P))
try:
    hash(E())
except TypeError as e:
    print("TypeError", e)
class S(str):
    pass
print(hash(S("a")) == hash("a"), {"a": 1}[S("a")])
