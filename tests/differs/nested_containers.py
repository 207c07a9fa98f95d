# area: Functions
# what: Containers nested more than some 20 deep cannot be shown or compared: RecursionError.
# why: Each level waits on the host's stack, which is bounded (`NATIVE_DEPTH_MAX` in `src/config.rs`).
# instead: A loop with a list of what is left to do.
# python: 102
# taipan: RecursionError
nested = []
for _ in range(50):
    nested = [nested]
try:
    print(len(repr(nested)))
except RecursionError:
    print("RecursionError")
