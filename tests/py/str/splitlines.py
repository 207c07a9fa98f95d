"""str.splitlines and bytes.splitlines."""

print("a\nb\r\nc\rd".splitlines(), "a\n".splitlines(), "\n\n".splitlines(), "".splitlines())
print("a\nb\r\nc\rd".splitlines(True), "a\n".splitlines(keepends=True))
print("a\x0bb\x0cc\x1cd\x1de\x1ef\x85g\u2028h\u2029i".splitlines())
print(b"a\nb\r\nc\rd\x0be".splitlines(), b"a\n\nb".splitlines(True), bytearray(b"x\ny").splitlines())
