"""__build_class__ called by hand: what it does not take."""


def body():
    return 1


for args in [(1, "x"), (print, "x"), (len, "x"), (type, "x"), (body.__call__, "x"), (body, 2), (body, None), (body, b"x")]:
    try:
        print(__build_class__(*args))
    except TypeError as e:
        print(e)
