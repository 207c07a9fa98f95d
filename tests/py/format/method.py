"""str.format: fields and numbering."""

print("{} {}".format(1, "a"), "{1} {0}".format(1, 2), "{0}{0}".format("x"), "{a} {b}".format(a=1, b=2), "{} {a}".format(3, a=4))
print("{{}} {}".format(1), "{{{}}}".format(5), "}}{{".format(), "".format(), "none".format(1, 2))
print("{:>5}|{:<5}|{:^5}".format(1, 2, 3), "{0:{1}}".format("x", 5), "{:{w}.{p}f}".format(2.5, w=8, p=2), "{:{}}".format("y", 3), "{:{}{}}".format("y", "*^", 5))
print("{0[1]} {0[0]}".format([5, 6]), "{d[key]}".format(d={"key": "v"}), "{0[a b]}".format({"a b": 1}), "{0[-1]}".format({"-1": "neg"}))
class P:
    x = 1
    y = [2, {"k": 3}]
print("{.x} {0.y[0]}".format(P) if False else "{0.x} {0.y[0]} {0.y[1][k]}".format(P))
print("{!r} {!s} {!a}".format("a", "b", "\u00e9"), "{0!r:>6}".format("q"), "{:d}".format(True), "{0:}".format(5), "{!s:^7}".format([1]))
print("{:,}".format(1234567), "{:x}".format(255), "{0:#x} {0:#o} {0:#b}".format(10), "\u00e9{}\u4e2d".format("-"))
print("{a.x}".format(a=P), "{}".format("{}"), "{0}".format(*[7]), "{k}".format(**{"k": 8}), "{[0]}".format("ab"))
