# area: Functions
# what: A generator that nothing refers to any more does not run its `finally`.
# why: The collector runs no Python code. MicroPython does the same.
# instead: `close()`, or `contextlib.closing` written by hand.
# python: closed
# python: end
# taipan: end
def numbers():
    try:
        yield 1
    finally:
        print("closed")


generator = numbers()
next(generator)
generator = None
print("end")
