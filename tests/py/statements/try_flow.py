"""Ways through try, except, else and finally."""


def f(what):
    try:
        print("try", what)
        if what == 1:
            raise ValueError("one")
        if what == 2:
            return "returned"
        if what == 3:
            {}["missing"]
    except ValueError as e:
        print("except", e)
        return "handled"
    else:
        print("else")
    finally:
        print("finally")
    return "end"


for what in range(3):
    print(f(what))
try:
    f(3)
except KeyError as e:
    print("out", e.args)


def finally_wins():
    try:
        return 1
    finally:
        return 2


def finally_swallows():
    while True:
        try:
            raise RuntimeError
        finally:
            break
    return "swallowed"


def loop():
    out = []
    for i in range(6):
        try:
            if i == 1:
                continue
            if i == 4:
                break
            out.append(i)
        finally:
            out.append("f%d" % i)
    return out


def nested():
    try:
        try:
            raise KeyError("inner")
        finally:
            print("first")
    except KeyError:
        print("second")
        try:
            raise ValueError("again")
        except ValueError as e:
            print(e)
        print("still here")
    finally:
        print("third")


print(finally_wins(), finally_swallows(), loop())
nested()


def deep(n):
    try:
        if n:
            return deep(n - 1)
        return "bottom"
    finally:
        print("unwind", n)


print(deep(3))


def reraise():
    try:
        try:
            raise ValueError("x")
        except ValueError:
            try:
                raise KeyError("y")
            except KeyError:
                print("inner handled")
            raise
    except ValueError as e:
        print("same", e)


reraise()


def name_is_gone():
    e = "before"
    try:
        raise ValueError
    except ValueError as e:
        pass
    try:
        print(e)
    except NameError:
        print("e is gone")


name_is_gone()

try:
    raise
except RuntimeError as e:
    print("nothing to raise again")

try:
    1 / 0
except (KeyError, ArithmeticError) as e:
    print(type(e).__name__)

try:
    try:
        raise ValueError
    except 1:
        pass
except TypeError:
    print("not a class of exceptions")
