# Every shape of input.
def check(a, **kwargs):
    b = sorted(a, **kwargs)
    c = list(a)
    c.sort(**kwargs)
    ok = b == c and len(b) == len(a)
    for i in range(len(b) - 1):
        if (b[i] < b[i + 1]) if kwargs.get("reverse") else (b[i] > b[i + 1]):
            ok = False
    return ok
seed = 12345
def rand():
    global seed
    seed = (seed * 1103515245 + 12345) & 0x7fffffff
    return seed >> 8
for n in (0, 1, 2, 3, 7, 8, 9, 16, 17, 31, 100, 257, 500):
    a = [rand() % 1000 for _ in range(n)]
    print(n, check(a), check(a, reverse=True), check(list(range(n))), check(list(range(n, 0, -1))), check([5] * n), check(list(range(n // 2)) * 2))
print(sorted([3, -1, 2.5, True, 0, -7]), sorted([1 << 70, 5, -(1 << 70), 1 << 40]) == [-(1 << 70), 5, 1 << 40, 1 << 70])
print(sorted([0.5, -0.5, 2, 1.5]), sorted([(1 << 30), (1 << 30) - 1, -(1 << 30), -(1 << 30) - 1]))
