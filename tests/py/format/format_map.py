"""str.format_map."""

def attempt(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e)


class D(dict):
    def __missing__(self, key):
        return "<" + key + ">"
print("{a} {b}".format_map({"a": 1, "b": 2}), "{a} {zz}".format_map(D(a=1)))
attempt("{a}".format_map, {})
attempt("{}".format_map, {})
attempt("{0}".format_map, {})
