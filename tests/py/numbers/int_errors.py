"""What ints refuse."""


def show(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


huge = 1 << 100
zero = 0
show(lambda: 1 // zero)
show(lambda: huge // zero)
show(lambda: 1 % zero)
show(lambda: huge % zero)
show(lambda: 1 / zero)
show(lambda: divmod(1, zero))
show(lambda: zero**-1)
show(lambda: 1 << -1)
show(lambda: huge >> -1)
show(lambda: 1 << huge)
show(lambda: zero << huge)
show(lambda: huge >> huge)
show(lambda: -huge >> huge)
show(lambda: pow(2, -1, 4))
show(lambda: pow(2, 3, 0))
show(lambda: pow(2.0, 3, 5))
show(lambda: float(1 << 2000))
show(lambda: (1 << 2000) * 1.5)
show(lambda: (1 << 2000) / 3)
show(lambda: (1 << 2000) / (1 << 1999))
show(lambda: int(float("inf")))
show(lambda: int(float("nan")))
show(lambda: 1 + "a")
show(lambda: "a" - 1)
show(lambda: 1 @ 2)
show(lambda: 1.5 << 1)
show(lambda: 1 | 1.5)
show(lambda: ~1.5)
show(lambda: 1 < "a")
show(lambda: hex(1.5))
show(lambda: (5).nothing)
