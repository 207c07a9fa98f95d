"""The first program: what runs it, and a little arithmetic."""
import sys


def greet(name, *, mark="!"):
    return f"Hello, {name}{mark}"


for name in ("world", "board"):
    print(greet(name))

print("byte order:", sys.byteorder)
print("the first squares:", [n * n for n in range(10)])
print("2**100 =", 2**100)
