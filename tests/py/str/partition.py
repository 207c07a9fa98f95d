"""partition and rpartition."""

def attempt(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e)


print("a=b=c".partition("="), "a=b=c".rpartition("="), "abc".partition("="), "abc".rpartition("="))
print("=".partition("="), "".partition("="), "a<>b".partition("<>"))
attempt("a".partition, "")
attempt("a".rpartition, 1)
print(b"k: v".partition(b": "), bytearray(b"k:v").rpartition(b":"), b"x".partition(b"-"), bytearray(b"x").partition(b"-"))
