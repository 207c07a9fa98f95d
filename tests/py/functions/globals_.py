# globals(), after calls from functions.
def inner():
    len([])
    print(1)
def outer():
    inner()
    return globals()
outer()
print(globals()["inner"] is inner, outer() is globals(), sorted(k for k in globals() if k[0] != "_"))
def made():
    exec("def other(): return globals()", g := {"x": 1})
    return g
space = made()
print(space["other"]() is space, globals()["space"] is space)
