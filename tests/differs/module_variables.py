# area: Modules
# what: `__main__` has a name and no other variables of its own: no `__file__`, no `__builtins__`.
# why: Each would take memory in every program.
# instead: `sys.argv[0]`; `import builtins`.
# python: True
# taipan: False
print("__builtins__" in globals())
