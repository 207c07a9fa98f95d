# only: f64
# Equal numbers are one key, whatever their type; the first key stays.
d = {1: "int"}
d[1.0] = "float"
d[True] = "bool"
print(d, d[1], len(d))
d[False] = "no"
print(d[0], d[0.0], d[-0.0])
d[1 << 70] = "big"
print(d[1 << 70], (1 << 70) - 1 in d, 2.0 ** 70 in d)
d[0.5] = "half"
print(d[0.5], d.get(0.25))
nan = float("nan")
d[nan] = "nan"
print(d[nan])
d[-1] = "minus one"
d[-2] = "minus two"
print(d[-1], d[-2])
