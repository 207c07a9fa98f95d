# area: Texts
# what: Encodings are UTF-8, UTF-16, ASCII and Latin-1.
# why: Others need tables.
# instead: A dict of the characters in question.
# python: a
# taipan: LookupError
try:
    print(b"a".decode("cp1252"))
except LookupError:
    print("LookupError")
