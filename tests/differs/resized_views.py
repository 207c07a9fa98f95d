# area: Types
# what: A bytearray may be resized while memoryviews of it are about; one that no longer fits raises BufferError when used.
# why: A view that is only garbage would forbid the resizing until the next collection.
# instead: Make the view anew after resizing.
# python: BufferError when resizing
# taipan: resized
# taipan: BufferError when used
data = bytearray(8)
view = memoryview(data)[4:]
try:
    del data[2:]
    print("resized")
    print(view[0])
except BufferError:
    print("BufferError when", "used" if len(data) == 2 else "resizing")
