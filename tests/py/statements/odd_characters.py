# Characters that no token begins with, in messages of SyntaxError.
for source in ["x = €", "x = “a”", "x = 1 – 2", "x\u00a0= 1", "x = \u200b1", "\ufeff\ufeffx", "a\x01b", "0o18", "0b12", "0o9"]:
    try:
        exec(source)
    except SyntaxError as error:
        print(ascii(source), ascii(error.msg), error.offset)

é = "é"
print(é, "变量".isidentifier(), "a·b".isidentifier())
