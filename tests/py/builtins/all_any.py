# Truth of all items, or of some.
print(all([]), any([]), all([1, "a", [0]]), all([1, 0]), any([0, "", None]), any([0, 2]))
seen = []
def watch(items):
    for x in items:
        seen.append(x)
        yield x
print(any(watch([0, 1, 2])), seen)
seen.clear()
print(all(watch([1, 0, 2])), seen)
class Truth:
    def __init__(self, b):
        self.b = b
    def __bool__(self):
        return self.b
print(all([Truth(True), Truth(False)]), any([Truth(False), Truth(True)]), all({}), any({0: 1}), all({1: 0}))
for f in (all, any):
    try:
        f(5)
    except TypeError as e:
        print("TypeError", e)
