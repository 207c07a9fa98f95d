def numbers(a, b):
    c = a + b * 2 - 300
    c += 1
    c -= b
    c <<= 3
    c = 7 * (2 + 3) ** 2 // 4
    d = -a + ~b, not a, +b
    e = a << 5 | b >> 3 & 0xFF
    f = 1.5 * a / 2.5 + 0xEDB88320
    return c, d, e, f, -1, -2.5, 3j, 12345678901234567890123


def order(x):
    a = x + (x := x + 1)
    x += (x := 5)
    x[x] += (x := 3)
    return a, [x, (x := 2), x]


def bits(crc, table, data):
    for byte in data:
        crc = table[(crc ^ byte) & 0xFF] ^ (crc >> 8)
    return crc
