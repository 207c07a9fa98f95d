# area: Modules
# what: `struct.error` is ValueError.
# why: MicroPython raises ValueError; so `except` works with either name.
# instead: Catch `struct.error`.
# python: False
# taipan: True
import struct

print(struct.error is ValueError)
