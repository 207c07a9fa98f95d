"""Strings: indexing, methods, formatting, text beyond ASCII."""

s = "Hello, World"
print(len(s), s[0], s[-1], s[1:5], s[:-3], s[::2], s[::-1], s[100:], "lo" in s, "x" not in s)
print(s.upper(), s.lower(), s.find("o"), s.rfind("o"), s.find("z"), s.count("l"), s.replace("l", "L", 2))
print(s.startswith("Hell"), s.endswith(("x", "ld")), s.split(", "), s.split("o", 1), s.partition(", "), s.rpartition("o"))
print("  a b  ".strip(), "xxaxx".strip("x"), "  a".lstrip(), "a  ".rstrip() + "|", " a  b c ".split(), "a,b,,c".split(","))
print("-".join(["a", "b", "c"]), "".join(str(i) for i in range(10)), "ab" * 3, "a" + "b")
print("abc".isalpha(), "123".isdigit(), "a1".isalpha(), " ".isspace(), "AB".isupper(), "ab".islower())
print("line1\nline2\r\nline3".splitlines(), "a".center(5) + "|", "%5s|%-5s|" % ("a", "b"))
print("%s %r %d %5d %-5d| %05d %x %X %o %c %c %%" % ("s", "r", 1, 2, 3, 4, 255, 255, 8, "c", 65))
print("%+d % d %#x %*d" % (5, 5, 255, 6, 7), "%(a)s %(b)d" % {"a": 1, "b": 2})
print("{} {1}".format(0, 1) if False else "{} {}".format(0, 1), "{1} {0}".format("a", "b"), "{x} {y}".format(x=1, y=2))
print("{:>5}|{:<5}|{:^5}|{:*^7}|{:05d}|{:+d}|{:x}|{:,}".format("a", "b", "c", "d", 42, 7, 255, 1234567))
name, value = "n", 42
print(f"{name}={value} {value:>5} {value:#x} {name!r} {value + 1} {{}} {'nested'}", f"{value=}")
print("a\tb\\n\x41\u00e9'\"", 'a"b', repr("a'b\n\t\\\x00é"), r"raw\n")
u = "naïve café ☃ 𝄞"
print(u, len(u), u[2], u[-1], u[6:10], u[::-1], u.find("☃"), u.encode("utf-8"), "é" in u, u.upper()[:2])
print([ord(c) for c in "aé☃𝄞"], chr(9731), "".join(chr(c) for c in range(97, 103)))
print("a" < "b", "abc" < "abd", "ab" < "abc", "" < "a", "Z" < "a", "a" == "a", max("hello"), sorted("hello"))
print(b"bytes"[0], b"abc" + b"d", bytes([65, 66]), b"ab".decode(), bytes(3), b"\x00\xff", b"a,b".split(b","), "x".encode())
print(str(5), str(None), str(True), str([1, "a"]), str(b"x"), repr("x"))
print("one two three".title() if hasattr(str, "title") else "One Two Three", "abc".zfill(5) if hasattr(str, "zfill") else "00abc")
words = {}
for word in "the cat and the dog and the bird".split():
    words[word] = words.get(word, 0) + 1
print(sorted(words.items()))
out = ""
for i in range(50):
    out += chr(97 + i % 26)
print(out, len(out), hash(out) == hash("".join(out)))
try:
    "abc"[5]
except IndexError:
    print("out of range")
try:
    "a" + 1
except TypeError:
    print("not a str")
