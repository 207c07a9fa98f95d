"""translate and maketrans."""

def attempt(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e)


t = str.maketrans("abc", "xyz")
print(t, "aabbcc".translate(t))
t = str.maketrans("ab", "xy", "z")
print(t, "zazbz".translate(t))
print(str.maketrans({"a": "1", 98: None, "c": 99}), "abcd".translate({97: "<A>", 98: None, 99: 100}))
class Table:
    def __getitem__(self, k):
        if k == 97:
            raise LookupError
        return chr(k + 1)
print("abc".translate(Table()), "\u00e9a".translate({0xe9: "e"}))
attempt(str.maketrans, "ab", "x")
attempt(str.maketrans, 1)
attempt(str.maketrans, {"ab": 1})
attempt("a".translate, {97: 1.5})
table = bytes.maketrans(b"abc", b"xyz")
print(len(table), b"aabbcc".translate(table), b"abcd".translate(None, b"bd"), b"abc".translate(table, b"b"), bytearray(b"cab").translate(table, delete=b"a"))
attempt(b"a".translate, b"short")
attempt(bytes.maketrans, b"a", b"bc")
