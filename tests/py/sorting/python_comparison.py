# Order by __lt__ written in Python.
class Item:
    def __init__(self, n, tag=""):
        self.n = n
        self.tag = tag
    def __lt__(self, other):
        return self.n < other.n
    def __repr__(self):
        return "%d%s" % (self.n, self.tag)
items = [Item(i * 7 % 10, "abc"[i % 3]) for i in range(25)]
print(sorted(items))
print(sorted(items, reverse=True))
items.sort(key=lambda i: -i.n)
print(items)
print(sorted([[Item(2)], [Item(1)]]), sorted([(1, Item(2)), (1, Item(1)), (0, Item(9))]))
class NoOrder:
    pass
try:
    sorted([NoOrder(), NoOrder()])
except TypeError as e:
    print("TypeError", e)
count = 0
class Counted(Item):
    def __lt__(self, other):
        global count
        count += 1
        return self.n < other.n
sorted([Counted(i) for i in range(100)])
print(count < 110)
