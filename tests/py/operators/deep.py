# stress: off
"""Structures and methods nested without end do not overrun the host's stack."""
deep = []
for i in range(1500):
    deep = [deep]
other = []
for i in range(1500):
    other = [other]
for f in (lambda: repr(deep), lambda: deep == other, lambda: deep < other):
    try:
        f()
    except RecursionError:
        pass
    print("survived")


class Loop:
    def __repr__(self):
        return repr(self)

    def __eq__(self, other):
        return self == other

    def __bool__(self):
        return bool(self)

    def __len__(self):
        return len(self)

    def __hash__(self):
        return hash(self)

    def __getitem__(self, key):
        return self[key]


for f in (repr, str, bool, len, hash, lambda x: x == 1, lambda x: x[0], lambda x: [x] == [1]):
    try:
        f(Loop())
        print("done")
    except RecursionError:
        print("RecursionError")
