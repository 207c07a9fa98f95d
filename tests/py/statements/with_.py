"""with: order, swallowing, exceptions in exit, leaving early."""


class Manager:
    def __init__(self, name, swallow=False):
        self.name = name
        self.swallow = swallow

    def __enter__(self):
        print("enter", self.name)
        return self.name.upper()

    def __exit__(self, kind, value, traceback):
        print("exit", self.name, kind.__name__ if kind else None, value)
        return self.swallow


with Manager("a") as a, Manager("b") as b:
    print(a, b)

with Manager("quiet", True):
    raise ValueError("lost")

try:
    with Manager("outer"), Manager("inner"):
        raise KeyError("k")
except KeyError as e:
    print("came through", e)


def leave(how):
    for i in range(3):
        with Manager("loop%d" % i):
            if how == "break" and i == 1:
                break
            if how == "return" and i == 1:
                return "returned"
            if how == "continue":
                continue
            print("body")
    return "ended"


for how in ("break", "return", "continue"):
    print(leave(how))


class Bad:
    def __enter__(self):
        return self

    def __exit__(self, *args):
        raise RuntimeError("in exit")


try:
    with Bad():
        raise ValueError("in body")
except RuntimeError as e:
    print(e)

try:
    with 5:
        pass
except (AttributeError, TypeError):
    print("no manager")

with Manager("t") as (x, *rest):
    print(x, rest)


class Nested:
    def __init__(self):
        self.log = []

    def __enter__(self):
        return self.log.append

    def __exit__(self, *args):
        self.log.append(args[0] is None)


n = Nested()
with n as log:
    log(1)
print(n.log)
