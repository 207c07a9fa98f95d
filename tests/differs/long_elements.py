# area: Types
# what: `l` and `L` of array, memoryview and native struct formats have 4 bytes.
# why: The machine is a 32-bit one on every host.
# instead: `q` and `Q` have 8 bytes everywhere.
# python: 8
# taipan: 4
import struct

print(struct.calcsize("l"))
