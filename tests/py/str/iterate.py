"""Iterating over strs."""

print(list("abc"), list(""), tuple("\u00e9\u4e2d\U0001f600x"))
for i, c in enumerate("xyz"):
    print(i, c)
print(sorted("hello"), max("hello"), min("hello"), list(reversed("abc")), "".join(reversed("a\u00e9")))
a, b, c = "123"
print(a, b, c)
it = iter("ab")
print(next(it), next(it), next(it, None))
print(list(zip("ab", "\u00e9c")), [c for c in "a b" if c != " "])
print(sum(ord(c) for c in "hello"), {c: ord(c) for c in "ab"})
