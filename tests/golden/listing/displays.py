VALUES = [1, 2, 3, 4, 5, 6, 7, 8, 9, "a", (1, None)]


def displays(a, b):
    x = [a, b, *a, b], (1, 2.5, "three", b"4"), {a, 1}, {1: a, "k": b, **a, 5: 6}
    y = {**a}, {*a}, (*a, b), ()
    z = a[1], a[-1], a[b], a[1:], a[:b], a[::2], a[1:2, ...], a[300]
    return f"{a}", f"x{a!r:>{b}}y{b=}", "plain" "text\n", x, y, z


def comprehensions(rows, k):
    flat = [cell * k for row in rows if row for cell in row]
    index = {key: value for key, value in rows}
    unique = {n % k for n in range(10)}
    lazy = (n for n in rows)
    nested = [[n for n in row] for row in rows]
    return flat, index, unique, lazy, nested, sum(x * k for x in rows)


def unpack(pair, rest):
    a, b = pair
    a, b = b, a
    (c, d), *e = rest
    a, rest[0], c = 1, a, b
    for i, (j, k) in rest:
        x = y = i
    return a, b, c, d, e
