# micropython.schedule.
# oracle: micropython
# stress: gc
import micropython as m, time
done = []
def f(x):
    done.append(x)
    for i in range(3): pass
def again(n):
    done.append(("again", n))
    if n: m.schedule(again, n - 1)
m.schedule(f, 1); m.schedule(f, 2)
for i in range(3): pass
print(done)
m.schedule(again, 2)
for i in range(10): pass
print(done)
time.sleep(0)
print(done)
def f(x): pass
def fill():
    m.schedule(f, 1); m.schedule(f, 1); m.schedule(f, 1); m.schedule(f, 1); m.schedule(f, 1)
try: fill()
except RuntimeError as e: print(e)
for i in range(2): pass
