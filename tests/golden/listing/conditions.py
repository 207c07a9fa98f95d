def compare(a, b, c):
    if a < b <= c and not (a == 1 or b != 200):
        return a in (1, 2, 3), b not in {4, "x"}
    elif 5 > a or a is None or b is not None or a is b:
        return 0 < a < c
    elif __debug__ and a in c:
        pass
    else:
        return a and b or c
    return a if b else c


def early(items):
    for item in items:
        if item:
            continue
        if item < 5:
            break
    else:
        return None
    while items and item > 3:
        item -= 1
        if item == 7:
            return item
    while True:
        if item:
            break
        item()
    return item


def unbound(a):
    if a:
        x = 1
    if a > 2:
        y = 2
    else:
        y = 3
    del a
    print(x, y, a)
