# Keys are made once for each item.
calls = []
def key(x):
    calls.append(x)
    return -x
print(sorted([3, 1, 2], key=key), calls)
d = {"x": 3, "y": 1, "z": 2}
print(sorted(d, key=d.get), sorted(d.items(), key=lambda kv: kv[1], reverse=True), max(d, key=d.get))
print(sorted("bCaD", key=str.upper), sorted([[3], [1, 2], []], key=len), sorted([1, 2, 3], key=lambda x: 0))
print(sorted([1, 2, 3, 4], key=lambda x: (x % 2, -x)), sorted(["10", "9", "1"], key=int))
people = [("Ann", 30), ("Bob", 25), ("Cid", 30), ("Dee", 25)]
people.sort(key=lambda p: p[0], reverse=True)
people.sort(key=lambda p: p[1])
print(people)
a = [2, 1]
print(a.sort(), a)
