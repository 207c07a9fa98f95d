# The types of functions and methods, and how a module in the machine is shown.
import sys
print(sys)
def f(): pass
print(type([].append).__name__, type(list.append).__name__, type(len).__name__, type("".join).__name__, type(dict.fromkeys).__name__, type(f).__name__)
