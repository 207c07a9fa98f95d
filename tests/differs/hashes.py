# area: Numbers
# what: `hash()` has 32 bits.
# why: The machine is a 32-bit one. What is equal hashes alike, across the types of numbers too.
# instead: Nothing should depend on the number.
# python: 4294967296
# taipan: 1
print(hash(2**32))
