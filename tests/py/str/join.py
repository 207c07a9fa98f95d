"""str.join of lists, tuples, strs and iterators."""

def attempt(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e)


print(",".join(["a", "b", "c"]), ",".join(("x",)), repr(",".join([])), repr("".join(())))
print("-".join("abc"), "".join(str(i) for i in range(5)), ", ".join({"k": 1, "l": 2}))
print("\u00e9".join(["a", "b"]), "::".join(map(str, [1, 2])))
attempt(",".join, ["a", 1])
attempt(",".join, ["a", "b", None])
attempt(",".join, [b"a"])
class Name(str):
    pass
print("+".join([Name("p"), "q"]))
parts = ["x"]
print("".join(parts) is parts[0])
