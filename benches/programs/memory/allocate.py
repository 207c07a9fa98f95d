"""A loop of 1 000 steps that makes a tuple of three in each, or does not."""
N = 1  # 0: no tuples

def without(a, b, c):
    for _ in range(1000):
        t = a


def tuples(a, b, c):
    for _ in range(1000):
        t = a, b, c


def run(n):
    if n:
        tuples(1, 2, 3)
    else:
        without(1, 2, 3)


if __name__ == "__main__":
    print(run(N))
