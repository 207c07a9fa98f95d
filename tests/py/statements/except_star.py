def run(name, f):
    try:
        print(name, 'returned', f())
    except BaseException as e:
        print(name, 'raised', repr(e), '| context', repr(e.__context__), '| cause', repr(e.__cause__))


def make():
    return ExceptionGroup('g', [ValueError(1), ExceptionGroup('h', [TypeError(2), ValueError(3)]), OSError(4)])


def order():
    log = []
    try:
        try:
            raise make()
        except* ValueError as e:
            log.append(('V', [repr(x) for x in e.exceptions]))
        except* OSError:
            log.append('O')
        else:
            log.append('else')
        finally:
            log.append('finally')
    except ExceptionGroup as rest:
        log.append(repr(rest))
    return log


def names():
    e = 'before'
    try:
        raise make()
    except* (ValueError, TypeError, OSError) as e:
        pass
    try:
        return e
    except UnboundLocalError as x:
        return str(x)


def raise_new():
    try:
        raise make()
    except* ValueError:
        raise KeyError('new')
    except* TypeError as e:
        raise RuntimeError('other') from e


def reraise_all():
    try:
        raise make()
    except* ValueError:
        raise
    except* OSError:
        raise


def nested_handling():
    import sys
    out = []
    try:
        try:
            raise KeyError('first')
        except KeyError:
            try:
                raise make()
            except* ValueError:
                out.append(type(sys.exc_info()[1]).__name__)
                try:
                    raise IndexError
                except IndexError:
                    out.append(type(sys.exc_info()[1]).__name__)
                out.append(type(sys.exc_info()[1]).__name__)
            except* Exception:
                out.append(type(sys.exc_info()[1]).__name__)
            out.append(repr(sys.exc_info()[1]))
        out.append(sys.exc_info()[1])
    except BaseException as e:
        out.append(repr(e))
    return out


def loops():
    seen = []
    for i in range(3):
        try:
            if i == 1:
                raise ValueError(i)
            if i == 2:
                raise ExceptionGroup('loop', [ValueError(i)])
        except* ValueError as e:
            for j in range(5):
                if j == 2:
                    break
                seen.append((i, j, repr(e)))
        else:
            seen.append('else')
    return seen


def generator():
    def g():
        try:
            yield 1
        except* ValueError as e:
            yield repr(e)
        yield 'after'
    it = g()
    return [next(it), it.throw(ValueError('thrown')), next(it)]


def bad_class():
    try:
        raise ValueError
    except* 5:
        pass


def bad_group():
    try:
        raise ValueError
    except* ExceptionGroup:
        pass


def unmatched_naked():
    try:
        raise LookupError('x')
    except* ValueError:
        pass


def base():
    try:
        raise BaseExceptionGroup('b', [KeyboardInterrupt(), ValueError(1)])
    except* ValueError as e:
        print('part', repr(e))


for f in (order, names, raise_new, reraise_all, nested_handling, loops, generator, bad_class, bad_group,
          unmatched_naked, base):
    run(f.__name__, f)

for source in ('break', 'continue', 'return'):
    try:
        exec(f'def f():\n while 1:\n  try: pass\n  except* ValueError: {source}\n')
        print('compiled')
    except SyntaxError as e:
        print(e.msg)
for source in ('try: pass\nexcept* A: pass\nexcept B: pass\n', 'try: pass\nexcept*: pass\n'):
    try:
        exec(source)
    except SyntaxError as e:
        print(e.msg)
