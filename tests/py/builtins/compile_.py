# compile, and what exec and eval do with code objects and with sources of other types.
c = compile("a = 1\nb = a + 1", "file.py", "exec")
print(c.co_name, c.co_filename, type(c).__name__)
d = {}
exec(c, d); d.pop("__builtins__"); print(d)
l = {}
exec(c, {}, l); print(l)
e = compile("1 + 2", "f", "eval")
print(eval(e), exec(e))
s = compile("1 + 2\n", "f", "single")
exec(s)
print(eval(c))
exec(compile("for i in range(3):\n  i\n\n", "f", "single"))
for bad in [("1 +", "f", "eval"), ("x = 1", "f", "eval"), ("if 1:", "f", "exec")]:
    try: compile(*bad)
    except SyntaxError as e: print(type(e).__name__, e.filename, e.lineno)
try: compile("1", "f", "bogus")
except ValueError as e: print(e)
for src in [b"1 + 1", bytearray(b"2 + 2"), memoryview(b"3 + 3")]:
    print(eval(src))
exec(b"print('bytes')")
exec(bytearray(b"print('bytearray')"))
exec(memoryview(b"print('mv')"))
print(eval("'\xe9'"), ascii(eval("'\u20ac'")))
x = 1
def free():
    v = 1
    def fn(): return v
    return fn
try: exec(free().__code__)
except TypeError as e: print(e)
def nofree(): print("nofree ran")
exec(nofree.__code__)
r = eval(compile("__debug__", "f", "eval", optimize=1)); print(r)
print(eval("__debug__", {}, {}))
