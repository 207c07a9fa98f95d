# By code points.
words = ["pear", "apple", "fig", "", "Apple", "b", "a", "apples", "\u00e9clair", "zebra", "\u20acuro"]
print(sorted(words))
print(sorted(words, reverse=True))
print(sorted(words, key=str.lower), sorted(words, key=lambda w: (len(w), w)))
print(sorted([b"b", b"a", b"ab"]), sorted([["b"], ["a", "z"], []]), sorted([(2, "a"), (1, "z"), (1, "b")]))
many = ["k%d" % (i * 7919 % 301) for i in range(301)]
many.sort()
print(many[:5], many[-3:], len(set(many)))
