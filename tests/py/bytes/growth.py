"""A bytearray that grows and shrinks."""

a = bytearray()
n = 0
for i in range(2000):
    a.append(i & 255)
    if i % 7 == 6:
        a.pop(0)
    n = (n * 31 + a[-1] + len(a)) & 0xffffff
print(len(a), n, a[0], a[-1])
while a:
    del a[: len(a) // 3 + 1]
    n = (n * 31 + len(a)) & 0xffffff
print(n)
b = bytearray(10)
for i in range(100):
    b[5:5] = b"xy"
print(len(b), b.count(b"xy"), b[:5], b[-5:])
