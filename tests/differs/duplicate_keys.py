# area: Statements
# what: A mapping pattern with the same key twice is an error when it is tried, not when it is compiled.
# why: The check is needed then for keys that are attributes, and serves literals too.
# instead: Write each key once.
# python: SyntaxError
# taipan: ValueError
try:
    exec("match {'a': 1, 'b': 2}:\n case {'a': 1, 'a': 2}:\n  pass")
except (SyntaxError, ValueError) as error:
    print(type(error).__name__)
