# Clocks that go forward.
import time
a = time.monotonic()
b = time.perf_counter()
start = time.time_ns()
time.sleep(0.002)
time.sleep(0)
print(time.monotonic() > a, time.perf_counter() > b, time.time_ns() - start >= 2000000, time.time() >= 0)
print(tuple(time.gmtime(0))[:6], tuple(time.gmtime(951782399))[:8], tuple(time.gmtime(-1))[:6], tuple(time.gmtime(4102444800))[:3])
try:
    time.sleep(-1)
except ValueError as e:
    print("ValueError", e)
try:
    time.sleep("x")
except TypeError as e:
    print("TypeError")
