"""bytes.decode and errors."""

def attempt(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e)


print(b"abc".decode(), b"caf\xc3\xa9".decode(), b"\xe4\xb8\xad\xf0\x9f\x98\x80".decode("utf8"), b"caf\xe9".decode("latin-1"), bytearray(b"x").decode())
for bad in (b"a\xff", b"\xc3", b"a\xc3(", b"\xe4\xb8", b"\xe4\xb8x", b"\xc0\x80", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\x80", b"\xf0\x9f\x98"):
    attempt(bad.decode)
    print(ascii(bad.decode("utf-8", "replace")), ascii(bad.decode("utf-8", "ignore")), bad.decode("utf-8", "backslashreplace"))
attempt(b"a\x80".decode, "ascii")
print(ascii(b"a\x80".decode("ascii", "replace")), b"a\x80".decode(errors="ignore"), b"a\x00".decode("utf-16-le"), b"\xff\xfeh\x00".decode("utf-16"))
attempt(b"a".decode, "utf-7x")
attempt(b"a\x00\x01".decode, "utf-16-le")
