# area: Types and annotations
# what: A generic class has no base `typing.Generic`; any class or alias of its can be subscripted.
# why: There is no module `typing`, and nothing looks at type arguments.
# instead: `__type_params__`, which both have.
# python: Generic
# taipan: object
class Box[T]:
    pass


print(Box.__bases__[0].__name__)
