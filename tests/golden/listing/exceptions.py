def handlers(f):
    try:
        f()
    except ValueError as error:
        print(error)
    except (KeyError, IndexError):
        raise
    else:
        f(1)
    try:
        return f(2)
    except TypeError:
        raise RuntimeError("bad") from None


def loops(items):
    for item in items:
        try:
            if item:
                break
            if item > 1:
                continue
            return item
        finally:
            print(item)
    while items:
        try:
            items.pop()
        except IndexError:
            break
    return 1


def managers(a, b):
    with a as x, b:
        if x:
            return x
    with a:
        pass
    assert x, "message"
    try:
        a()
    finally:
        try:
            return b
        finally:
            b()
