# Many items, put on and taken off.
a = []
for i in range(3000):
    a.append(i)
print(len(a), sum(a), a[1234])
for i in range(2900):
    a.pop()
print(len(a), a[-1])
for i in range(500):
    a.append(-i)
print(len(a), sum(a))
b = [0] * 1000
for i in range(1000):
    b[i] = i
print(sum(b), b[999])
c = [[] for _ in range(50)]
for i in range(500):
    c[i % 50].append(i)
print(sum(len(x) for x in c), c[7])
