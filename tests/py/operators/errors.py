"""What is said when no side knows an operator."""


class A:
    pass


def show(f):
    try:
        print(f())
    except TypeError as e:
        print(e)


show(lambda: 1 + "a")
show(lambda: 1 - A())
show(lambda: A() * 2)
show(lambda: A() @ A())
show(lambda: None / 2)
show(lambda: [] // 1)
show(lambda: {} % 1)
show(lambda: 1 ** "a")
show(lambda: "a" << 1)
show(lambda: 1.5 >> 1)
show(lambda: 1.5 & 1)
show(lambda: [] | {})
show(lambda: None ^ None)
show(lambda: "a" + 1)
show(lambda: "a" + None)
show(lambda: [1] + (1,))
show(lambda: (1,) + [1])
show(lambda: b"a" + "a")
show(lambda: "a" * "b")
show(lambda: "a" * 1.5)
show(lambda: 1.5 * [1])
show(lambda: (1,) * None)
show(lambda: -"a")
show(lambda: +[])
show(lambda: ~1.5)
show(lambda: ~A())
show(lambda: abs("a"))
show(lambda: -None)
x = 1
try:
    x += "a"
except TypeError as e:
    print(e)
x = A()
try:
    x -= 1
except TypeError as e:
    print(e)
try:
    x **= 1
except TypeError as e:
    print(e)
x = "a"
try:
    x += 1
except TypeError as e:
    print(e)
