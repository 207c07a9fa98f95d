# area: Modules
# what: `__main__` has no `__builtins__` of its own.
# why: It would take memory in every program.
# instead: `import builtins`.
# python: True
# taipan: False
print("__builtins__" in globals())
