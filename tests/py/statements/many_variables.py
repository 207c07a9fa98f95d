# A function with so many variables that registers past the first 32 do everything.
class Thing:
    def __init__(self, n):
        self.n = n
        self.items = [n] * 3

    def add(self, m, k=0):
        self.n += m + k
        return self


def busy(a):
    b = c = d = e = f = g = h = i = j = k = l = m = n = o = p = q = r = s = t = u = v = w = x = y = z = a
    a1 = b1 = c1 = d1 = e1 = f1 = g1 = h1 = i1 = j1 = k1 = l1 = m1 = n1 = o1 = p1 = a + b
    total = 0
    for p2 in range(3):
        for q2 in range(p2, 10, 2):
            total += p2 * q2
    for p2 in range(a):
        total -= p2
    for p2 in [1, 2, 3]:
        total = total + p2
    for p2, q2 in enumerate("ab"):
        total += p2
    made = Thing(total)
    made.add(1).add(2, k=3).add(4)
    made.n += 1
    made.items[1] = made.items[0] + 5
    made.items[0] += 1
    text = "%d %s" % (made.n, made.items)
    last = [y2 * total for y2 in range(3) if y2 is not None and y2 != 1]
    first, *rest = last + [made.n, "end"]
    while total > 0 and not total == 5:
        total -= 7
    if total < 0 or total >= 100 or last is None:
        total = -total
    try:
        made.items[9]
    except IndexError as error:
        text += " " + str(error)
    with Manager(text) as entered:
        text = entered + f"{total:>4}"
    call = lambda one, two=2, *more: (one, two, more, p1)
    return b + z + a1 + p1, total, text, last, first, rest, call(1), call(1, 3, 4), len(text), -total, ~total, not total


class Manager:
    def __init__(self, text):
        self.text = text

    def __enter__(self):
        return self.text.upper()

    def __exit__(self, *args):
        print("left", args)


print(busy(4))


def steps(a):
    b = c = d = e = f = g = h = i = j = k = l = m = n = o = p = q = r = s = t = u = v = w = x = y = z = a
    a1 = b1 = c1 = d1 = e1 = f1 = g1 = h1 = i1 = j1 = k1 = l1 = m1 = n1 = o1 = p1 = a + b
    for number in range(a1):
        got = yield number * p1
        if got:
            a1 += got
    yield from range(number, number + 2)
    return a1, d1


def run():
    generator = steps(2)
    print(next(generator), generator.send(5), list(generator))
    try:
        generator.send(None)
    except StopIteration as stop:
        print(stop.value)


run()
