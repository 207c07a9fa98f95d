# area: Numbers
# what: Texts of ints have no limit of 4300 digits.
# why: The limit guards servers against long texts; here memory is bounded anyway. MicroPython does the same.
# instead: `len(text)` before `int(text)`.
# python: ValueError
# taipan: 5000
try:
    print(len(str(int("1" * 5000))))
except ValueError:
    print("ValueError")
