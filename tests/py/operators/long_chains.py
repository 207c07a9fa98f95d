# Chains of operators may be of any length: they nest only in appearance.
N = 300


class Any:
    value = 7

    def __getattr__(self, name):
        return self

    def __call__(self, *args, **named):
        return self

    def __getitem__(self, index):
        return self


def same(x):
    return same


a = Any()
x = 1
y = 0
z = 3


def run(source):
    g = {"a": a, "same": same, "x": x, "y": y, "z": z}
    exec("def f():\n    return " + source + "\nlocal = f()\nvalue = " + source, g)
    print(source[:20], g["local"] if g["value"] == g["local"] else "differ")


run("1" + "+1" * N)
run("x" + "+1" * N)
run("1" + "+x" * N)
run("1" + "+1" * N + "+x")
run("1" + "+1" * N + "+x+1")
run("x" + "-x+1" * N)
run("(1<<62)" + "+(1<<62)" * N)
run("(" * 150 + "x" + "+x)" * 150)
run(" and ".join(["x"] * N))
run(" or ".join(["y"] * N))
run("0 <= " + " <= ".join(["x"] * N))
run("0 <= " + " <= ".join(["x", "(z - 2)"] * (N // 2)) + " < z")
run("x if y else " * N + "z")
run("(a" + ".b" * N + ").value")
run("a" + ".b(x)" * N + ".value")
run("a" + "[x]" * N + ".value")
run("same" + "(x)" * N + " is same")
run("a" + ".b[x](y)(*[x])" * (N // 4) + ".value")
run("len('a'" + " 'b'" * N + ")")
run("len('a'" + " + 'b'" * N + ")")
run("len(f'{x}'" + " f'{y}'" * N + ")")

tests = "".join("elif x == %d:\n    r = %d\n" % (i, i) for i in range(2, N))
for x in 0, 250, 1000:
    g = {"x": x}
    exec("if x == 0:\n    r = 0\n" + tests + "else:\n    r = 'none'\n", g)
    print(g["r"])
g = {}
exec(" = ".join("v%d" % i for i in range(N)) + " = 5", g)
print(g["v299"])


class Base:
    def method(self, n):
        return self

    @property
    def me(self):
        return self


class Derived(Base):
    def method(self, n):
        return super().method(n).me.me.name, super().me.me.me.name

    name = "derived"


print(Derived().method(1))
try:
    x = (1 +
         2 + 3 +
         [] + 4 +
         5)
except TypeError as error:
    print(error, error.__traceback__.tb_lineno)
