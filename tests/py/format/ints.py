"""Format specs of ints."""

for spec in ("", "d", "5", "<5", ">5", "^5", "=5", "05", "*^7", "+", "+d", " d", "-d", "x", "X", "#x", "#X", "o", "#o", "b", "#b", "#010x", "08b", ",", "_", "_x", "_b", "+,d", "c", "n", "010,", "=+6", "0<5", "#_x"):
    print(repr(spec), [format(n, spec) for n in (0, 7, 65, 12345)])
for spec in ("", "5", "05", "+", "x", "#x", "08b", ",", "=8", "<6", "^7", "010,"):
    print(repr(spec), format(-12, spec), format(-1234567, spec))
print(format(True), format(True, "d"), format(False, "5"), format(1234567890123456789012, ","), format(2**70, "x"), format(-2**70, "_X"), format(2**64, "b"))
