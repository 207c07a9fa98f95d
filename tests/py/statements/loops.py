"""while and for: else, break, continue, nesting, ranges that change under way."""

n = 0
while n < 3:
    n += 1
    if n == 2:
        continue
    print("while", n)
else:
    print("while ended")

while True:
    n -= 1
    if n == 0:
        break
else:
    print("not here")
print("n", n)

for i in range(5):
    if i == 3:
        print("found", i)
        break
else:
    print("not here")

for i in range(2):
    for j in range(3):
        if j == i:
            continue
        print(i, j)
    else:
        print("inner ended")

for i in []:
    pass
else:
    print("empty")

stop = 3
for i in range(stop):
    stop = 10
    i += 100
    print(i, end=" ")
print()

for i in range(10, 0, -3):
    print(i, end=" ")
print()
for i in range(-3, 3, 2):
    print(i, end=" ")
print(list(range(0)), list(range(5, 1)), list(range(1, 5, 100)))

for a, (b, *c) in [(1, (2, 3, 4)), (5, "xyz")]:
    print(a, b, c)

items = [1, 2, 3]
for x in items:
    if x < 3:
        items.append(x + 10)
    print(x, end=" ")
print(items)


class Box:
    pass


box = Box()
d = {}
for box.value in range(3):
    pass
for d["k"] in "ab":
    pass
print(box.value, d)

i = 0
while i < 1000:
    i += 1
    if not i % 250:
        print(i)
print(sum(i * j for i in range(20) for j in range(20) if (i + j) % 2))
