"""More functions in one module than most have."""

source = "".join("def f%d(): return %d\n" % (i, i) for i in range(150)) + "print(f0(), f63(), f64(), f149())\n"
exec(source)
source = "fs = [" + ", ".join("lambda: %d" % i for i in range(100)) + "]\nprint(sum(f() for f in fs))\n"
exec(source)
