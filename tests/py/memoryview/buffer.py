"""Memoryviews where bytes are wanted."""

a = bytearray(b"abcdef")
m = memoryview(a)[1:4]
print(bytes(m), bytearray(m), m.tobytes().decode(), str(m, "ascii"), b"bcd" == m, b"x" + m, b"abcdef".find(m), b"-".join([m, m]))
b = bytearray(3)
b[:] = m
b.extend(m)
b += m
print(b, int.from_bytes(m, "big"), b.startswith(m), b.count(m), b.replace(m, b"."))
def total(buf):
    t = 0
    for x in buf:
        t += x
    return t
print(total(m), total(a), sum(m), max(m))
a[2] = 33
print(bytes(m))
