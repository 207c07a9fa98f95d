print("loading simple")
value = 42


def double(x):
    return 2 * x
