# Equality does not depend on the order.
print({"a": 1, "b": 2} == {"b": 2, "a": 1}, {} == {}, {"a": 1} == {"a": 2}, {"a": 1} != {"b": 1})
print({"a": [1, {"b": 2}]} == {"a": [1, {"b": 2}]}, {1: 1} == {1.0: True}, {} == [], {"a": 1} == {"a": 1, "b": 2})
try:
    {} < {}
except TypeError as e:
    print("TypeError", e)
class Eq:
    def __eq__(self, other):
        return True
print({"a": Eq()} == {"a": 5}, {"a": 5} != {"a": Eq()})
try:
    hash({})
except TypeError as e:
    print("TypeError", e)
