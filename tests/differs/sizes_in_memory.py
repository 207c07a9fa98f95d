# area: Numbers
# what: `l` and `L` of `array` and `struct` have 4 bytes, and pointers too.
# why: The machine is a 32-bit one, on every host.
# instead: `q` and `Q`, or a format that begins with `<` or `>`.
# python: 8 8
# taipan: 4 4
import array
import struct

print(array.array("l").itemsize, struct.calcsize("P"))
