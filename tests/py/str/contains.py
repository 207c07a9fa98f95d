"""`in` for strs."""

def attempt(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e)


print("ell" in "hello", "" in "", "" in "a", "x" in "hello", "hello!" in "hello", "o" not in "hello")
print("\u00e9" in "caf\u00e9", "e" in "caf\u00e9")
attempt(lambda: 1 in "abc")
attempt(lambda: b"a" in "abc")
attempt(lambda: None in "")
