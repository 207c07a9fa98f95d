"""Floats that have few digits in any precision."""

for v in (0.5, -2.25, 100.0, 0.125, 3.0):
    print(f"{v} {v:.2f} {v:8.3f}| {v:<8.1f}| {v:+.1f} {v:e} {v:.3e} {v:g} {v:%} {v:010.2f} {v!r}")
print("%.2f %5.1f %-6.2f| %+g %e %08.3f %G %.0f" % (0.5, 2.25, 1.5, 0.25, 12.5, -2.5, 0.125, 2.5))
print("{:.1f} {:.0f} {:.0f} {:.0f}".format(0.25, 0.5, 1.5, 2.5))
