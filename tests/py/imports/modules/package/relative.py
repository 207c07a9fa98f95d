from . import exported
from .inner import name

of_parent = exported + " and " + name
