# `in`, index, count and remove where strs are looked for: among strs, and among what compares in its own way.
words = ["".join(["wo", "rd", str(n)]) for n in range(20)] + ["a", "", "ü" * 3, "word7"]
for wanted in ("word" + str(7), "word19", "word" + "20", "a", "", "ü" + "üü", "u", 7, None, b"a"):
    print(wanted in words, words.count(wanted), wanted in tuple(words))
print(words.index("word" + str(7)), words.index("word" + str(7), 8))


class Any:
    def __eq__(self, other):
        return True


class Name(str):
    pass


class Odd(str):
    def __eq__(self, other):
        return len(other) == 1

    def __hash__(self):
        return 1


print("x" in [1, Any()], "x" in [Name("x")], "x" in [Odd("y")], "xy" in [Odd("xy")], Name("word3") in words, Odd("q") in words)
print(words.index(Odd("q")))
words.remove("word" + "0")
print(words[0], len(words))
