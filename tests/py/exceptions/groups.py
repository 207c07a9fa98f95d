eg = ExceptionGroup('msg', [ValueError(1), TypeError('t'), ExceptionGroup('in', [ValueError(2), KeyError('k')])])
print(repr(eg)); print(str(eg)); print(eg.message, eg.exceptions)
print(eg.split(ValueError))
print(eg.subgroup(ValueError))
print(eg.subgroup(lambda e: isinstance(e, KeyError)))
print(eg.subgroup((TypeError, KeyError)))
print(eg.subgroup(OSError), eg.split(OSError))
print(eg.split(ExceptionGroup))
print(eg.derive([OSError()]))
for bad in [lambda: ExceptionGroup('a', []), lambda: ExceptionGroup('a', [1]), lambda: ExceptionGroup('a'), lambda: ExceptionGroup(1, [ValueError()]), lambda: ExceptionGroup('a', [KeyboardInterrupt()]), lambda: ExceptionGroup('a', 5)]:
    try: print(bad())
    except Exception as e: print(type(e).__name__, e)
print(repr(BaseExceptionGroup('b', [ValueError()])), type(BaseExceptionGroup('b', [ValueError()])).__name__)
print(repr(BaseExceptionGroup('b', [KeyboardInterrupt()])))
print(isinstance(eg, Exception), ExceptionGroup.__mro__)
class MyEG(ExceptionGroup):
    def derive(self, excs): return MyEG(self.message, excs)
m = MyEG('m', [ValueError(), TypeError()])
print(repr(m.split(ValueError)))
try:
    raise eg
except* ValueError as e:
    print('V', repr(e))
except* (TypeError, KeyError) as e:
    print('T', repr(e))
else: print('else')
finally: print('fin')
try:
    try:
        raise eg
    except* ValueError as e:
        print('V', repr(e))
except ExceptionGroup as e:
    print('rest', repr(e))
try:
    raise ValueError('naked')
except* ValueError as e:
    print(repr(e), e.__class__)
try:
    try:
        raise eg
    except* ValueError as e:
        raise OSError('new')
    except* TypeError as e:
        raise
except BaseExceptionGroup as e:
    print(repr(e))
    print(repr(e.exceptions[0].__context__))
try:
    pass
except* ValueError: print('no')
else: print('else')
try:
    try: raise KeyError('x')
    except* ValueError: print('no')
except KeyError as e: print('naked through', repr(e))
try:
    try: raise ValueError('x')
    except* ExceptionGroup: pass
except TypeError as e: print(e)
def f():
    for i in range(3):
        try: raise ValueError(i)
        except* ValueError as e:
            x = e
    return x
print(repr(f()))
try:
    try: raise ValueError('x')
    except* ValueError as e: raise TypeError('y')
except BaseException as e: print(repr(e), repr(e.__context__))
