# Complex numbers through format(): parts by the spec, brackets without a type, what is not allowed.
values = [1 + 2j, -1.5 - 2.25j, 3j, -3j, 0j, 2 + 0j, complex(0.0, -0.0), complex(-0.0, 1.0), complex("inf"), complex("nan+infj"), 1234.5 + 1048576j]
for value in values:
    for spec in ["", "10", "<30", "^30", "*>30", "+", " ", ".3", ".2f", "e", ".1E", "g", "G", "n", ",.2f", "_.1f", "#.3g", "+.1f", " .1f", "30.2f", "z.1f"]:
        print(spec, "|" + format(value, spec) + "|")
for spec in ["d", "s", "%", "x", "010", "0<5", "=10", "q", ".f"]:
    try:
        print(format(1j, spec))
    except ValueError as e:
        print(spec, e)
print(f"{1 + 2j:.1f} {1 + 2j!r:>10} {2j}", "{:8.2f}|{}".format(1 - 1j, -1j))
