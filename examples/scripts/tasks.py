"""Tasks that take turns: generators as coroutines, and a scheduler with a clock of its own."""


class Scheduler:
    def __init__(self):
        self.now = 0
        self.added = 0
        self.waiting = []

    def add(self, task, delay=0):
        self.added += 1  # tasks due at the same time run in the order of their coming
        self.waiting.append((self.now + delay, self.added, task))

    def run(self):
        while self.waiting:
            self.waiting.sort(key=lambda entry: entry[:2])
            self.now, _, task = self.waiting.pop(0)
            try:
                delay = next(task)
            except StopIteration:
                continue
            self.add(task, delay)


def blink(scheduler, name, period, times):
    for i in range(times):
        print("%4d ms  %s %s" % (scheduler.now, name, "on" if i % 2 == 0 else "off"))
        yield period


def watchdog(scheduler, timeout):
    yield timeout
    print("%4d ms  watchdog: all quiet" % scheduler.now)


scheduler = Scheduler()
scheduler.add(blink(scheduler, "red", 100, 6))
scheduler.add(blink(scheduler, "green", 250, 4))
scheduler.add(watchdog(scheduler, 1000))
scheduler.run()
