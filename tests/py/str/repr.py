"""repr of strs."""

for s in ("plain", "it's", 'say "x"', "both ' and \"", "back\\slash", "tab\t nl\n cr\r", "\x00\x01\x1f\x7f", "\x80\xa0\xad\u00e9",
          "\u4e2d\U0001f600", "e\u0301"):
    print(ascii(repr(s)), len(s))
print("%r %a" % ("\u00e9", "\u00e9"), ascii("\u4e2d\xff\U0001f600'"), repr(["a'b", "c"]))
