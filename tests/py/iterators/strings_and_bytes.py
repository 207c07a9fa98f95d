# Characters and bytes.
print(list("h\u00e9\u20ac\U0001F600!"), list(b"\x00\xff"), list(bytearray(b"ab")), list(memoryview(b"cd")))
it = iter("ab")
print(next(it), next(it), next(it, "end"))
print([c for c in "" ], [c.upper() for c in "xyz"], list(reversed("h\u00e9y")), list(enumerate("\u20ac1")))
b = bytearray(b"abc")
for x in b:
    if len(b) < 6:
        b.append(x)
print(b)
