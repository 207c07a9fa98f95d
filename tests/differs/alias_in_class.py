# area: Types and annotations
# what: The value of a `type` statement in a class body does not see names of the class; nor do bounds and defaults.
# why: They are functions, called later; functions in a class do not see its names.
# instead: A name of the module, or `Class.name`.
# python: <class 'int'>
# taipan: NameError
class Holder:
    Item = int
    type Row = Item


try:
    print(Holder.Row.__value__)
except NameError:
    print("NameError")
