# Programs that are not right: patterns that bind twice, hide others, or are no patterns.
programs = [
    "match x:\n case a:\n  pass\n case b:\n  pass",
    "match x:\n case _:\n  pass\n case 1:\n  pass",
    "match x:\n case a | 1:\n  pass",
    "match x:\n case (_ as a) | 1:\n  pass",
    "match x:\n case (1 | _) | 2:\n  pass",
    "match x:\n case (1 | _):\n  pass\n case 2:\n  pass",
    "match x:\n case [a, a]:\n  pass",
    "match x:\n case [a] | [b]:\n  pass",
    "match x:\n case [*a, *b]:\n  pass",
    "match x:\n case {**rest, 'a': 1}:\n  pass",
    "match x:\n case {**_}:\n  pass",
    "match x:\n case {a: 1}:\n  pass",
    "match x:\n case C(a=1, a=2):\n  pass",
    "match x:\n case C(a=1, 2):\n  pass",
    "match x:\n case 1 + 2:\n  pass",
    "match x:\n case 1 as _:\n  pass",
    "match x:\n case f'a':\n  pass",
    "match x:\n case -a:\n  pass",
    "match x:\n case *a:\n  pass",
    "match x:\n case a.b as c.d:\n  pass",
    "match x:\n pass",
    "match x:\ncase 1:\n pass",
]
for program in programs:
    try:
        exec(program)
    except SyntaxError as e:
        print(type(e).__name__, e.msg)
    except Exception as e:
        print(repr(program), type(e).__name__, e)
