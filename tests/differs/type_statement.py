# area: Types and annotations
# what: `type X = int` makes `X` what stands to the right, at once.
# why: There are no objects for aliases, and no annotation is looked at.
# instead: Nothing: annotations work as before.
# python: TypeAliasType
# taipan: type
type Number = int
print(type(Number).__name__)
