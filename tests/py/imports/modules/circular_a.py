import circular_b


def result():
    return circular_b.text()


word = "a"
