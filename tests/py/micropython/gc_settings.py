# gc.enable, disable, isenabled, threshold.
# oracle: micropython
import gc
print(gc.isenabled(), gc.disable(), gc.isenabled(), gc.enable(), gc.isenabled())
print(gc.threshold(), gc.threshold(-1), gc.threshold())
print(gc.mem_free() > 0, gc.mem_alloc() > 0)
