# The bases of exception classes, and OSError by number.
for name in ("SystemError Warning DeprecationWarning RuntimeWarning UserWarning SyntaxWarning FutureWarning ImportWarning PendingDeprecationWarning "
    "UnicodeWarning BytesWarning ResourceWarning EncodingWarning PythonFinalizationError ConnectionError ConnectionResetError BrokenPipeError FileNotFoundError "
    "PermissionError IsADirectoryError NotADirectoryError InterruptedError ProcessLookupError TimeoutError ChildProcessError BlockingIOError "
    "ConnectionAbortedError ConnectionRefusedError FileExistsError EnvironmentError IOError UnicodeTranslateError UnicodeEncodeError ReferenceError "
    "BufferError FloatingPointError StopAsyncIteration TabError EOFError LookupError RecursionError ModuleNotFoundError NotImplementedError").split():
    try:
        c = eval(name)
        print(name, [b.__name__ for b in c.__mro__[1:]])
    except NameError as e:
        print(e)
for n in (1, 2, 3, 4, 10, 11, 13, 17, 20, 21, 32, 103, 104, 110, 111, 114, 115, 999):
    print(n, type(OSError(n, "x")).__name__)
