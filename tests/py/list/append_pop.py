# Items go on and come off the end, and any place.
a = []
for i in range(20):
    a.append(i)
print(a, len(a))
print(a.pop(), a.pop(0), a.pop(-3), a.pop(5))
print(a)
for bad in (100, -100):
    try:
        a.pop(bad)
    except IndexError as e:
        print("IndexError", e)
try:
    [].pop()
except IndexError as e:
    print("IndexError", e)
try:
    a.pop("x")
except TypeError as e:
    print("TypeError", e)
print(a.append(None), a[-1])
while a:
    a.pop()
print(a)
