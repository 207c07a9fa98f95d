"""Counts the words of a text: strings, dicts, sorting, and an error that is caught."""

TEXT = """\
The sensor reads the value, the filter smooths the value,
and the controller acts on the value the filter gives.
"""


def words(text):
    for line in text.splitlines():
        for word in line.replace(",", " ").replace(".", " ").split():
            yield word.lower()


def count(items):
    counts = {}
    for item in items:
        counts[item] = counts.get(item, 0) + 1
    return counts


counts = count(words(TEXT))
for word, n in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:5]:
    print("{:<10} {}".format(word, "*" * n))

try:
    counts["actuator"]
except KeyError as error:
    print("no such word:", error.args[0])
