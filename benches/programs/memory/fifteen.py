"""Fifteen lines with a bit of everything: what a small program keeps."""
N = 1

class Counter:
    def __init__(self, step):
        self.step = step
        self.count = 0

    def tick(self):
        self.count += self.step
        return self.count

counter = Counter(3)
for _ in range(4):
    counter.tick()
print("count", counter.count)
