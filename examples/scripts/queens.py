"""Eight queens on a chessboard: all solutions counted, the first one drawn."""

SIZE = 8


def solutions(placed=()):
    """Yields the columns of the queens, row by row."""
    row = len(placed)
    if row == SIZE:
        yield placed
        return
    for column in range(SIZE):
        if all(column != c and abs(column - c) != row - r for r, c in enumerate(placed)):
            yield from solutions(placed + (column,))


def draw(placed):
    for column in placed:
        print(" ".join("Q" if c == column else "." for c in range(SIZE)))


count = 0
for placed in solutions():
    if count == 0:
        draw(placed)
    count += 1
print(count, "solutions")
