# area: Functions
# what: Builtins that call functions that call builtins nest some 20 deep: `sorted` with a key, `map`, ...
# why: As for nested containers.
# instead: A plain call or a loop, which has no such limit.
# python: 0
# taipan: RecursionError
def first(n):
    return 0 if n == 0 else max(map(first, [n - 1]))


try:
    print(first(60))
except RecursionError:
    print("RecursionError")
