# Classes joined by |, and containers of something.
class A: pass
u = int | str | None
print(u, int | str, u == (str | int | None))
print(isinstance(1, int | str), isinstance("a", int | None), isinstance(None, int | None), issubclass(bool, int | str), isinstance(1.5, int | str))
print(int | int, (int | str) | (str | float), u.__args__)
a = list[int]
print(a, dict[str, int], tuple[int, ...], set[str], frozenset[int], list[list[int]], list[int | None])
print(a == list[int], a != list[str], hash(a) == hash(list[int]), a.__origin__, a.__args__, dict[str, int].__args__)
print(a(), list[int]((1, 2)), dict[str, int](a=1), list[int] | None)
def f(x: int | None = None, y: list[int] = []) -> dict[str, int]:
    return {}
print(f())
for g in (lambda: int | 5, lambda: 5 | int, lambda: int[str], lambda: "a" | int, lambda: int & str):
    try:
        g()
    except TypeError as e:
        print("TypeError", e)
