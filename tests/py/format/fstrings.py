"""f-strings: fields, conversions, specs."""

name, n, x = "world", 42, 2.5
print(f"hello {name}", f"{n}", f"{n:5}|{n:<5}|{n:05d}|{n:x}|{n:#b}", f"{x:.2f} {x:8.1f}", f"{name!r} {name!s:>8} {name:^9}")
w, p = 10, 3
print(f"{x:{w}.{p}f}|{name:{'*'}>{w}}|{n:{w}}|{n:<{w}}|")
print(f"{{}} {{{n}}}", f"{n=} {name=} {n + 1 = } {x=:.1f} {name=!s}", f"", f"{''}", f"{n}{n}{name}")
print(f"{n if n > 5 else 0} {[i for i in range(3)]} {len(name)} {name[0]} {name.upper()} {(lambda a: a + 1)(n)} { {'a': 1}['a'] }")
print(f"{'nested ' + f'{n}'}", f"{'a' 'b'}" "c" f"{n}", rf"\{n}", f"\u00e9{name}\u4e2d", f"{n!r:>5}", f"{'\u00e9'!a}")
print(f"""{
    n
} lines""")
