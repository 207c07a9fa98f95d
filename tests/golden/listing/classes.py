def make(base, **options):
    limit = 5

    class Point(base, metaclass=Meta, **options):
        """A point."""

        count: int = 0
        size = limit
        names = [limit for _ in range(3)]

        def __init__(self, x):
            self.x = x
            self.__hidden = __class__

        @property
        def double(self):
            return self.x * 2

        count += size

    return Point


class Empty:
    pass
