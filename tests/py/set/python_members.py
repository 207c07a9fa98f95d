# Members whose hash and equality are written in Python.
class Word:
    def __init__(self, text):
        self.text = text
    def __hash__(self):
        return hash(self.text.lower())
    def __eq__(self, other):
        return self.text.lower() == other.text.lower()
s = {Word("a"), Word("A"), Word("b")}
print(len(s), Word("B") in s, Word("c") in s)
s.add(Word("C"))
s.discard(Word("a"))
print(sorted(w.text for w in s))
t = set(Word(c) for c in "xyzXYZ")
print(len(t), len(t & {Word("X")}), len(t | s), t == set(Word(c) for c in "ZYX"), t.isdisjoint(s))
print(len(frozenset([Word("q"), Word("Q")])), hash(frozenset([Word("q")])) == hash(frozenset([Word("Q")])))
class Plain:
    pass
p = [Plain() for _ in range(20)]
u = set(p)
print(len(u), p[3] in u, Plain() in u)
u.remove(p[3])
print(len(u), p[3] in u)
