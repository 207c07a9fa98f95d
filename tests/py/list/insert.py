# insert clips its position to the list.
a = [1, 2, 3]
a.insert(0, "first")
a.insert(100, "last")
a.insert(-1, "before last")
a.insert(-100, "very first")
a.insert(2, "two")
print(a)
b = []
for i in range(10):
    b.insert(len(b) // 2, i)
print(b)
try:
    b.insert("x", 1)
except TypeError as e:
    print("TypeError", e)
