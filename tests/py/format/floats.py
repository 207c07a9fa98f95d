# only: f64
"""Format specs of floats."""

values = (0.0, -0.0, 1.0, -1.5, 1234.5, 0.03125, 1e6, 123456789.0)
for spec in ("", "f", ".2f", ".0f", "e", ".3e", "g", ".3g", "%", ".1%", "10.3f", "+.1f", " .1f", "<10.2f", "^10.2f", "010.2f", ",.2f", "_.1f", "#.0f", "G", "E", "F", ".3", "n", "10", "z.1f", "+010,.1f"):
    print(repr(spec), [format(v, spec) for v in values[:7]])
for v in (float("inf"), float("-inf"), float("nan")):
    print(format(v), format(v, "f"), format(v, "F"), format(v, "8"), format(v, "08.2f"), format(v, "+"), format(v, "%"), format(v, "e"), format(v, "G"))
print(format(5, ".2f"), format(5, "e"), format(5, "%"), format(True, ".1f"), format(2**40, "g"))
