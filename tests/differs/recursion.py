# area: Functions
# what: Recursion ends when memory does, not at a number of calls. There is no `sys.setrecursionlimit`.
# why: Frames lie in the block of memory and take none of the host's stack.
# instead: `--heap`, or a smaller block of memory.
# python: RecursionError
# taipan: 5000
def depth(n):
    return 0 if n == 0 else 1 + depth(n - 1)


try:
    print(depth(5000))
except RecursionError:
    print("RecursionError")
