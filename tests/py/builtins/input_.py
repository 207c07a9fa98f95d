# input at the end of what is typed.
try:
    input()
except EOFError as e: print(e)
try:
    input("prompt> ")
except EOFError as e: print(e)
