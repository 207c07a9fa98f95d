# Items one by one and by index: of plain views of bytes, and of those that are not.
data = bytearray(b"abcdefgh")
for view in (
    memoryview(data),
    memoryview(bytes(data)),
    memoryview(data)[2:5],
    memoryview(data)[2:5][1:],
    memoryview(data)[::2],
    memoryview(data)[::-1],
    memoryview(data)[3:3],
    memoryview(data)[-3:],
    memoryview(b""),
):
    print(list(view), len(view), sum(view), [byte for byte in view], list(reversed(view)))
    for i in (0, 1, -1, 7, 8, -9):
        try:
            print(view[i], end=" ")
        except IndexError as e:
            print(e, end=" ")
    print()

# What changes under an iterator is seen.
view = memoryview(data)
seen = []
for byte in view:
    seen.append(byte)
    data[len(seen) % 8] = 0
print(seen)
it = iter(view)
print(next(it), next(it))
view[2] = 200
print(next(it), list(it), list(it))

# A released view has no items any more.
it = iter(view)
next(it)
view.release()
for use in (lambda: view[0], lambda: list(view), lambda: list(it)):
    try:
        print(use())
    except ValueError as e:
        print("ValueError", e)
    except IndexError as e:
        print("IndexError", e)


# Keys that are no small ints.
class Index:
    def __index__(self):
        return 1


view = memoryview(b"xyz")
print(view[Index()], view[True])
for key in (1.0, "1", None, 1 << 70):
    try:
        view[key]
    except (TypeError, IndexError) as e:
        print(type(e).__name__)
