"""str.rsplit."""

print("a,b,c,d".rsplit(","), "a,b,c,d".rsplit(",", 1), "a,b,c,d".rsplit(",", 2))
print(" a b  c ".rsplit(), " a b  c ".rsplit(None, 1), " a b  c ".rsplit(None, 0))
print("aaaa".rsplit("aa"), "aaaaa".rsplit("aa"), "".rsplit("x"), "".rsplit())
print("path/to/file".rsplit("/", 1), "nopath".rsplit("/", 1))
print("\u00e9 x\u00e8".rsplit(None, 1), "x".rsplit(maxsplit=0, sep="x"))
