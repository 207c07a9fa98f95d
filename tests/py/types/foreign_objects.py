# Methods of builtin types called with objects of other types.
def attempt(f, *args):
    try:
        print(f(*args))
    except TypeError as e:
        print("TypeError", e)
attempt(list.append, 5, 1)
attempt(list.append, "abc", 1)
attempt(str.upper, b"abc")
attempt(dict.get, [], 1)
attempt(property.getter, "abc", len)
attempt(bytes.hex, "x")
attempt(set.add, frozenset(), 1)
attempt(int.bit_length, True)
attempt(int.bit_length, 1.0)
attempt(BaseException.add_note, 5, "x")
attempt(tuple.count, [], 1)
class L(list): pass
attempt(list.count, L([1, 1]), 1)
attempt(dict.fromkeys, "ab")
attempt(type(iter([])).__next__, iter([3]))
attempt(type.mro, int)
for name, descriptor in (("__origin__", type(list[int]).__origin__), ("fget", property.fget), ("__func__", staticmethod.__func__), ("real", int.real)):
    try:
        descriptor("abc")
    except TypeError:
        print(name, "TypeError")
