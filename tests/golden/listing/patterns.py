def classify(point):
    match point:
        case 0 | 1 as small:
            return small
        case None | True:
            return "singleton"
        case [x, y] if x == y:
            return x
        case (first, *_, "last"):
            return first
        case {"kind": kind, "at": [x, _], **rest}:
            return kind, x, rest
        case Point(0, y=Point(y=2)) | color.RED:
            return point
        case _:
            return "other"
