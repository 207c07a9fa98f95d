# only: f64
"""isalpha, isdigit and the like past ASCII."""

for w in ("\u00e9", "\u00c9", "\u4e2d\u6587", "\u0663", "\u00b2", "\u00bd", "\u2167", "\u00a0", "\u2003", "\u00e9t\u00e91", "\u200b", "\U0001f600"):
    print(ascii(w), w.isalpha(), w.isdigit(), w.isalnum(), w.isspace(), w.islower(), w.isupper(),
          w.isdecimal(), w.isnumeric(), w.isidentifier(), w.isprintable(), w.isascii())
