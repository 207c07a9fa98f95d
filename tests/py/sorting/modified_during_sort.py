# The list is empty while it is sorted, and must stay so.
a = [5, 3, 1, 4]
def key(x):
    print(len(a), end=" ")
    return x
a.sort(key=key)
print(a)
def meddle(x):
    a.append(x)
    return x
try:
    a.sort(key=meddle)
except ValueError as e:
    print("ValueError", e)
print(a)
class Evil:
    def __init__(self, n):
        self.n = n
    def __lt__(self, other):
        b.clear()
        b.append(1)
        return self.n < other.n
b = [Evil(2), Evil(1), Evil(3)]
try:
    b.sort()
except ValueError as e:
    print("ValueError", e, len(b))
