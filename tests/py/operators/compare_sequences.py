"""Sequences compare item by item, asking the items' own methods."""


class Word:
    def __init__(self, text):
        self.text = text

    def __eq__(self, other):
        return self.text.lower() == other.text.lower()

    def __lt__(self, other):
        return self.text.lower() < other.text.lower()


a, b = Word("One"), Word("ONE")
print([a] == [b], (a,) == (b,), [a, 1] == [b, 2], [a] != [b])
print({"k": a} == {"k": b}, {"k": a} == {"k": Word("two")})
print([a] < [Word("two")], (b, 2) < (a, 3), [a] < [b], [a] < [b, 1])
print([1, 2] < [1, 3], [1, 2] < [1], (1, "a") < (2, None), [] < [0])
try:
    (1, "a") < (1, 2)
except TypeError as e:
    print(e)
print(a in [Word("one")], [Word("x"), b].index(a), [a, b, Word("c")].count(b))
print(sorted([Word("b"), Word("A")])[0].text)
print([[1, [2]], 3] == [[1, [2]], 3], [[1, [2]], 3] == [[1, [4]], 3])
print(1 == 1.0, (1, 2) == (1.0, 2.0), True == 1, [True] == [1], "a" == b"a")
