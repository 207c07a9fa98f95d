# only: f64
"""Changes of case past ASCII."""

for s in ("\u00e9cole", "\u00c9COLE", "stra\u00dfe", "\u0393\u03b5\u03b9\u03ac \u03a3\u039f\u03a6\u039f\u03a3", "\u0439\u0416", "\ufb01n"):
    print(s.upper(), s.lower(), s.capitalize(), s.title(), s.swapcase(), s.casefold(), s.isupper(), s.islower())
print("\u0130".lower() == "i\u0307", "\u0131".upper())
