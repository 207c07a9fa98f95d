"""One collection of a heap that is 60 % full of small lists, with holes all over it."""
import gc

N = 1  # collections

KEPT = []


def fill():
    limit = (gc.mem_alloc() + gc.mem_free()) * 6 // 10
    while gc.mem_alloc() < limit:
        for i in range(20):
            KEPT.append([i, None])
        gc.collect()


def punch():
    for i in range(0, len(KEPT), 8):
        KEPT[i] = [i, None]


gc.collect()
fill()
punch()


def run(n):
    for _ in range(n):
        gc.collect()


if __name__ == "__main__":
    print(run(N))
