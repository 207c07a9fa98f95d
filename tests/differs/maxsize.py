# area: Numbers
# what: `sys.maxsize` is that of a 32-bit machine.
# why: The machine is a 32-bit one, on every host. Ints have no limit.
# instead: Nothing: that is what it is for.
# python: 9223372036854775807
# taipan: 2147483647
import sys

print(sys.maxsize)
