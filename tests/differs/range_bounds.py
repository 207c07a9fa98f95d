# area: Types and annotations
# what: The bounds of a range are ints of up to 64 bits.
# why: Positions are worked out in 64 bits; more would take flash that no program for such a machine repays.
# instead: A `while` loop.
# python: range(0, 36893488147419103232)
# taipan: OverflowError
try:
    print(range(2**65))
except OverflowError:
    print("OverflowError")
