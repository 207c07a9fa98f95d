# Loops over views of bytes.
def run():
    data = bytearray(b"abcdef")
    view = memoryview(data)
    for byte in view:
        print(byte)
    for byte in view[1:-1]:
        print(byte)
    for byte in view[::2]:
        print(byte)
    for byte in view[::-1]:
        print(byte)
    for byte in memoryview(b""):
        print("never")
    for i, byte in enumerate(memoryview(b"xy")):
        print(i, byte)
    for a, b in zip(memoryview(b"xyz"), view):
        print(a, b)
    # What is written meanwhile is seen.
    for i, byte in enumerate(view[:3]):
        view[2] = 0
        print(i, byte)
    it = iter(memoryview(b"p"))
    for byte in it:
        print(byte)
    print(list(it))


run()
