"""array.array: making, items, methods."""

from array import array
a = array("i", [1, 2, 3])
print(a, len(a), a[0], a[-1], a[1:], a[::-1], a.typecode, a.itemsize, array("b"), array("d", (1.5, 2)), array("H", range(3)))
a.append(4); a.extend([5, 6]); a.extend(array("i", [7])); a.insert(0, 0); a.insert(-1, 9)
print(a, a.pop(), a.pop(0), a.index(3), a.count(9), 9 in a, 100 in a)
a.remove(9); a.reverse()
print(a, a.tolist(), list(a), sum(a))
a[0] = 60; a[1:3] = array("i", [1, 1, 1]); print(a)
del a[0]; del a[1:3]; del a[::2]; print(a)
print(array("B", b"\x01\x02"), array("h", b"\x01\x00\xff\xff"), array("B", [1, 2]).tobytes(), array("h", [-1, 256]).tobytes())
print(a + array("i", [1]), array("B", [1, 2]) * 2, 2 * array("B", [3]), array("i", [1]) == array("i", [1]), array("i", [1]) == array("d", [1.0]), array("b", [1]) < array("b", [2]), array("i") != array("i", [0]))
a += array("i", [5, 6]); a *= 2; print(a)
b = array("H", [0x1234]); b.byteswap(); print(b[0] == 0x3412, b)
b.frombytes(b"\x01\x00"); b.fromlist([3]); print(b)
for i, x in enumerate(array("f", [0.5, 1.5])):
    print(i, x)
print(bytes(array("H", [1, 2])), bytearray(array("b", [-1])), memoryview(array("i", [5]))[0], array("q", [-2**63, 2**63 - 1]), array("Q", [2**64 - 1]), array("I", [2**32 - 1]))
