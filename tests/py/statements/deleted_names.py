# del of names in every scope, and what reading them afterwards says.
def cell():
    x = 1

    def inner():
        nonlocal x
        del x
        try:
            return x
        except NameError as e:
            return type(e).__name__, str(e)

    print(inner())
    try:
        print(x)
    except UnboundLocalError as e:
        print(e)
    try:
        inner()
    except NameError as e:
        print(type(e).__name__, e)
    x = 2
    del x
    try:
        del x
    except UnboundLocalError as e:
        print(e)


cell()


class Body:
    a = 1
    b = a + 1
    del a
    try:
        a
    except NameError as e:
        print(e)
    try:
        del a
    except NameError as e:
        print(e)


print(hasattr(Body, "a"), Body.b)


def around():
    outer = 5

    class Inside:
        first = outer
        locals()["outer"] = 7
        second = outer

        def method(self):
            return outer

    return Inside.first, Inside.second, Inside().method()


print(around())

glob = 1
del glob
try:
    glob
except NameError as e:
    print(e)
try:
    del glob
except NameError as e:
    print(e)


def delete_global():
    global made
    made = 3
    del made
    try:
        made
    except NameError as e:
        print(e)


delete_global()
print((*range(3), *"ab"), (*[],), [*(1, 2), 3], {*[1], *[2]}, {**{"a": 1}, "b": 2, **{"a": 3}})
