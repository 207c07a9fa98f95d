class A: 
    def __enter__(self): pass
class B:
    def __exit__(self, *a): pass
class C:
    async def __aenter__(self): pass
class D:
    async def __aexit__(self, *a): pass
for c in (A, B, C):
    try:
        with c(): pass
    except TypeError as e: print(e)
for c in (A, C, D):
    async def f():
        async with c(): pass
    try: f().send(None)
    except TypeError as e: print(e)
