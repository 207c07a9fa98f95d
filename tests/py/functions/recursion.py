# stress: off
"""Recursion without end is an error that a program survives."""


def endless(n):
    return endless(n + 1) + 1


for _ in range(2):
    try:
        endless(0)
    except RuntimeError as e:
        print("caught", isinstance(e, RuntimeError))


def depth(n):
    return 0 if n == 0 else 1 + depth(n - 1)


print(depth(50))


class Chain:
    def __getattr__(self, name):
        return getattr(self, name + "x")


try:
    Chain().a
except RuntimeError:
    print("caught too")


def even(n):
    return True if n == 0 else odd(n - 1)


def odd(n):
    return False if n == 0 else even(n - 1)


print(even(60), odd(60))
