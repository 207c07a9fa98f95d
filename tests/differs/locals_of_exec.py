# area: Built-in functions
# what: The third argument of `eval` and `exec` is not looked at.
# why: A namespace is one dict.
# instead: One dict: `eval(text, {**globals, **locals})`.
# python: 2
# taipan: 1
print(eval("x", {"x": 1}, {"x": 2}))
