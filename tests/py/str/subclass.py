"""Methods of classes that derive from str and bytes."""

class S(str):
    def shout(self):
        return self.upper() + "!"
s = S("a,b")
print(s.shout(), s.split(","), s[0], s[1:], s * 2, "x" + s, s in "xa,by", s.find("b"), len(s), [c for c in s])
print("%s" % s, "{}".format(s), f"{s:>5}", s == "a,b", s < "b", hash(s) == hash("a,b"), S("{}").format(1), S("%d") % 3)
class B(bytes):
    pass
b = B(b"xyz")
print(b[0], b[1:], b + b"1", b == b"xyz", b.upper(), len(b), list(b), b"y" in b, bytes(b))
class A(bytearray):
    pass
a = A(b"xyz")
a.append(33)
a[0] = 65
a += b"?"
print(bytes(a), len(a), a == b"Ayz!?", isinstance(a, bytearray))
