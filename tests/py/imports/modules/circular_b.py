import circular_a


def text():
    return "b saw " + circular_a.word
