"""isalpha, isdigit and the like."""

words = ["abc", "ABC", "aBc", "123", "a1", "", " ", "\t\n", "a b", "_x1", "1x", "Title Case", "Not title", "!?", "\x7f"]
for w in words:
    print(repr(w), w.isalpha(), w.isdigit(), w.isalnum(), w.isspace(), w.islower(), w.isupper(), w.istitle(),
          w.isdecimal(), w.isnumeric(), w.isidentifier(), w.isprintable(), w.isascii())
for w in (b"abc", b"123", b"a1", b"", b" ", b"AB", b"Ab", b"\xe9"):
    print(w, w.isalpha(), w.isdigit(), w.isalnum(), w.isspace(), w.islower(), w.isupper(), w.istitle(), w.isascii())
