# What sys knows, and how it ends a program.
import sys
print(sys.byteorder, sys.version_info >= (3, 4), sys.version_info[0], isinstance(sys.path, list), "sys" in sys.modules)
print(sys.exc_info())
try:
    [][0]
except IndexError as e:
    print(sys.exc_info()[0].__name__, sys.exc_info()[1] is e)
for status in (None, 0, "text", 5):
    try:
        sys.exit(status)
    except SystemExit as e:
        print("SystemExit", e.code, e.args)
try:
    sys.exit()
except SystemExit as e:
    print("SystemExit", e.code)
sys.stdout.write("written\n")
print("to stdout", file=sys.stdout)
sys.stdout.flush()
print(sys.intern("abc") == "abc", sys.intern("ab" + "c") is sys.intern("abc"))
