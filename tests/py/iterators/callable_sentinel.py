# iter(callable, sentinel).
count = 0
def tick():
    global count
    count += 1
    return count
print(list(iter(tick, 5)), count)
it = iter(tick, 8)
print(next(it), list(it), next(it, "end"), count)
data = [1, 2, 0, 3]
print(list(iter(data.pop, 2)), data)
try:
    iter(5, 1)
except TypeError as e:
    print("TypeError", e)
def fail():
    raise ValueError("from the call")
try:
    list(iter(fail, 1))
except ValueError as e:
    print(e)
