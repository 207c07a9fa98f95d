"""array.array: what goes wrong."""

def attempt(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e)


from array import array
a = array("B", [1, 2, 3])
def put(i, v):
    a[i] = v
for i, v in ((3, 1), (-4, 1), (0, "x"), (0, 1.5), (slice(0, 1), b"x"), (slice(0, 1), [1]), (slice(0, 3, 2), array("B", [1]))):
    attempt(put, i, v)
for code, v in (("b", 128), ("b", -129), ("B", 256), ("B", -1), ("h", 40000), ("h", -40000), ("H", 65536), ("H", -1), ("i", 2**31), ("I", -1), ("d", "x")):
    attempt(array, code, [v])
attempt(array, "i", "str")
attempt(array, "xy")
attempt(array, 5)
attempt(array, "H", b"abc")
attempt(lambda: a[3])
attempt(lambda: a + [1])
attempt(lambda: a + array("i"))
attempt(a.remove, 9)
attempt(a.index, 9)
attempt(array("i").pop)
attempt(a.extend, array("i", [1]))

print(a)
