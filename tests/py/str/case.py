"""upper, lower, capitalize, title, swapcase, casefold."""

for s in ("hello World", "ABC def", "x1y2 z", "it's", "", "a-b_c"):
    print(s.upper(), s.lower(), s.capitalize(), s.title(), s.swapcase(), s.casefold())
print(b"hello World".upper(), b"ABC".lower(), b"abc dEF".title(), bytearray(b"aBc").swapcase(), b"aBC".capitalize())
