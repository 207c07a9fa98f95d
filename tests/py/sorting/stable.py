# Equal keys keep their order, both ways.
data = [("b", 1), ("a", 2), ("b", 0), ("a", 1), ("c", 5), ("a", 0), ("b", 7)]
print(sorted(data, key=lambda x: x[0]))
print(sorted(data, key=lambda x: x[0], reverse=True))
print(sorted(data))
words = "the quick brown fox jumps over the lazy dog again and again".split()
words.sort(key=len)
print(words)
words.sort(key=len, reverse=True)
print(words)
big = [(i * 37 % 11, i) for i in range(200)]
big.sort(key=lambda p: p[0])
ok = all(big[i][0] < big[i + 1][0] or big[i][0] == big[i + 1][0] and big[i][1] < big[i + 1][1] for i in range(199))
print(ok)
