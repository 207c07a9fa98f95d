# area: Classes
# what: `__del__` is not called.
# why: Objects are not counted, and the collector runs no Python code. MicroPython does the same for classes.
# instead: `with`, or `try` and `finally`.
# python: released
# python: end
# taipan: end
class Resource:
    def __del__(self):
        print("released")


resource = Resource()
resource = None
print("end")
