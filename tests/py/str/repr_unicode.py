# only: f64
"""repr of characters that cannot be printed."""

for s in ("\u2028\u200b\ufeff", "\U0010ffff", "\u0378", "\u00ad", "\u3000\u2003", "\ue000", "\u0600", "\u0085"):
    print(ascii(repr(s)), s.isprintable())
