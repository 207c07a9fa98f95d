"""The % operator: what goes wrong."""

def attempt(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e)


for template, values in (("%d", "a"), ("%d", None), ("%x", 1.5), ("%f", "a"), ("%c", "ab"), ("%c", 1.5), ("%c", 0x110000), ("%s", ()), ("%s %s", ("a",)), ("%s", ("a", "b")),
                         ("a", 1), ("%", 1), ("%y", 1), ("%(a)s", 1), ("%(a)s", (1,)), ("%(a", {}), ("%(a)s", {}), ("%*d", ("a", 1)), ("%s %s", "ab"), ("%d %", 1), ("%5", 1), ("%.", 1), ("%\u4e2d", 1), ("%-(", {}), ("%o", "8"), ("%i", [])):
    attempt(lambda: template % values)
