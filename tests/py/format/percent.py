"""The % operator of strs."""

print("%d %i %u %s %r" % (1, 2, 3, "a", "b"), "%s" % 5, "%s" % [1], "%s %s" % ("x", None), "%%" % (), "100%%", "%c%c" % ("a", 98))
print("%5d|%-5d|%05d|%+d|% d|%x|%X|%#x|%o|%#o" % (42, 42, 42, 42, 42, 255, 255, 255, 8, 8))
print("%5s|%-5s|%.2s|%5.1s|" % ("abc", "abc", "abc", "abc"), "%*d|%-*d|%.*s" % (5, 42, 5, 42, 2, "abcdef"), "%05d %+05d %- 5d|" % (-42, 42, 42))
print("%(a)s %(b)03d %(a)r" % {"a": "x", "b": 7}, "%(k)s" % {"k": 1, "unused": 2}, "plain" % {}, "%s" % {"a": 1}, "%(x y)s" % {"x y": 3})
print("%s and %s" % ("a", ("t",)), "%s" % ((1, 2),), "%d" % True, "%d" % 3.75, "%d" % -3.75, "%x" % 2**70, "%.3d|%8.3d|%-8.3d|" % (5, 5, 5))
print("%#06x %#b" % (10, 5) if False else "%#06x" % 10, "%ld %hd" % (1, 2), "%a" % "\u00e9", "%s" % "\u00e9", "%3c|" % "x", "%-3c|" % 65)
class M:
    def __getitem__(self, k):
        return k * 2
print("%(ab)s" % M())
