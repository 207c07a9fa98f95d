# Separators, ends, and files.
print()
print(1, "two", 3.5, None, [4], sep="-")
print("a", "b", sep="", end="|\n")
print("no newline", end="")
print()
print(1, 2, sep=None, end=None)
print(*range(5), sep=", ")
print("", "", sep="x")
class File:
    def __init__(self):
        self.parts = []
    def write(self, text):
        self.parts.append(text)
f = File()
print("to", "file", 5, file=f)
print("more", file=f, end="!")
print("".join(f.parts))
for kwargs in ({"sep": 1}, {"end": 2}, {"bad": 3}):
    try:
        print("x", **kwargs)
    except TypeError as e:
        print("TypeError")
class Text:
    def __str__(self):
        return "str"
    def __repr__(self):
        return "repr"
print(Text(), [Text()], repr(Text()), str(Text()))
print("caf\u00e9", "\U0001F600")
