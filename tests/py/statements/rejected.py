# Sources that are refused, and with which words.
bad = """
1 = 2
f() = 1
(x for x in y) = 1
x + 1 = 2
None = 1
*a, *b = c
*a = 1
break
continue
yield 1
return 1
def f(): nonlocal x
await x
def f(a=1, b): pass
def f(a, a): pass
{1: 2, 3}
{1, 2: 3}
b'a' 'b'
f(a=1, 2)
f(**a, *b)
f(a=1, a=2)
def f():\\n global x\\n nonlocal x
def f():\\n x = 1\\n global x
try: pass\\nexcept: pass\\nexcept: pass
try: pass\\nexcept: pass\\nexcept ValueError: pass
'\\x1'
'\\u12'
'\\U1234567'
'\\U00110000'
01
0b2
0o8
0xg
1__0
1_
1and x
def f(:
class
if x
  x = 1
if 1:\\nx
if 1:\\n  x\\n y
for x in: pass
lambda x=1, y: 0
def f(*): pass
def f(**a, b): pass
def f(*, **k): pass
def f(a, /, b, /): pass
del f()
del 1
del (a, b + 1)
(a, b) += 1
a + b += 1
a := 1
(a.b := 1)
f(a for a in b, c)
x = *a
import a.b as
from . import
from a import *, b
def f():\\n from a import *
async def f():\\n yield from x
def f():\\n async for x in y: pass
def f():\\n async with x: pass
with a as 1: pass
for 1 in x: pass
[x for 1 in y]
assert (1, 2) =
a = b = 
"abc
'''abc
(1, 2
[1, 2)
1 +
not
x if y
x if y else
f(x=)
f(1=2)
f(None=1)
f(x.y=1)
@
@1 +\\ndef f(): pass
global x = 1
class A: return 1
class A: nonlocal x
def f(): return yield
match x:\\n case a | b: pass
match x:\\n case {**r, 'a': 1}: pass
f'{'
f'{}'
f'{a!x}'
f'{a b}'
f'}'
f'{a:{b:{c}}}'
f'{lambda x: 1}'
\\x00
a b
a $ b
a ? b
x = 5 6
if True: else: pass
try: pass
while 1: pass\\nelse
raise a from
del
elif x: pass
except: pass
finally: pass
else: pass
a, b: int
(a): int = 1
a.b: int
[a]: int
def f(x): global x
import a as b.c
from a import b.c
\\
x = \\\\ 1
((((
))
f(*a for a in b)
return
async x
nonlocal x
def f(a, b): pass a
print "hello"
exec "x"
1.e
1e+
0x
0b
1j2
'a' = 1
f'a' = 1
... = 1
True = 1
-x = 1
x < y = 1
x and y = 1
[a, 1] = x
{a} = x
a if b else c = 1
lambda: x = 1
(yield) = 1
def f(): (yield) = 1
__debug__ = 1
def f(__debug__): pass
a.__debug__ = 1
for x in y: continue; else: pass
try: continue\\nfinally: pass
while 1:\\n def f(): break
class A:\\n break
def f(*a, *b): pass
def f(a, *, a): pass
lambda *: 0
lambda a, a: 0
x = [*a for a in b]
x = {**a for a in b}
x = (*a for a in b)
x = (*a)
x = {a: *b}
x[*a:1]
del *a
del (*a,)
for *a in b: pass
import *
from a import ()
from a import (b, c
from a import b,
u'a' b'b'
ur'a'
bu'a'
b'\\xe9é'
b'é'
"""
import sys
n = 0
for line in bad.strip().split("\n"):
    src = line.replace("\\n", "\n").replace("\\\\", "\\") if "\\n" in line or "\\\\" in line else line
    try:
        compile(src, "f", "exec")
        print("OK", repr(src))
    except SyntaxError as e:
        print(type(e).__name__, repr(src), "|", e.msg)
    except Exception as e:
        print("??", type(e).__name__, repr(src), e)
