"""Classes: attributes, methods, inheritance, super, properties, class and static methods."""


class Animal:
    legs = 4
    count = 0

    def __init__(self, name):
        self.name = name
        Animal.count += 1

    def speak(self):
        return "..."

    def describe(self):
        return "%s with %d legs says %s" % (self.name, self.legs, self.speak())

    def __repr__(self):
        return "<%s %s>" % (type(self).__name__, self.name)


class Dog(Animal):
    def speak(self):
        return "woof"


class Bird(Animal):
    legs = 2

    def __init__(self, name, flies=True):
        super().__init__(name)
        self.flies = flies

    def speak(self):
        return super().speak() + "tweet"


for animal in (Animal("cat"), Dog("rex"), Bird("tit", flies=False)):
    print(animal.describe(), animal)
print(Animal.count, Bird("x").flies)
print(isinstance(Dog("a"), Animal), isinstance(Dog("a"), (int, Bird)), issubclass(Dog, Animal), issubclass(Animal, Dog))

rex = Dog("rex")
speak = rex.speak
print(speak(), Dog.speak(rex), hasattr(rex, "tail"), getattr(rex, "tail", None))
setattr(rex, "tail", "long")
print(rex.tail, sorted(rex.__dict__))
delattr(rex, "tail")
try:
    rex.tail
except AttributeError as e:
    print("no tail")
rex.speak = lambda: "own"
print(rex.speak())
Dog.legs = 3
print(rex.legs)


class Temperature:
    def __init__(self, celsius):
        self._celsius = celsius

    @property
    def fahrenheit(self):
        return self._celsius * 9 / 5 + 32

    @fahrenheit.setter
    def fahrenheit(self, value):
        self._celsius = (value - 32) * 5 / 9

    @fahrenheit.deleter
    def fahrenheit(self):
        self._celsius = 0

    @classmethod
    def boiling(cls):
        return cls(100)

    @staticmethod
    def unit():
        return "C"


t = Temperature.boiling()
print(t.fahrenheit, t.unit(), Temperature.unit())
t.fahrenheit = 50
print(t._celsius)
del t.fahrenheit
print(t._celsius)


class Fixed:
    @property
    def value(self):
        return 1


try:
    Fixed().value = 2
except AttributeError:
    print("read only")


class A:
    def who(self):
        return "A"


class B(A):
    def who(self):
        return "B" + super().who()


class C(A):
    def who(self):
        return "C" + super().who()


class D(B, C):
    def who(self):
        return "D" + super().who()


print(D().who(), [c.__name__ for c in D.__mro__])
try:
    class Broken(A, D):
        pass
except TypeError:
    print("no order")


class Meta:
    x = [i for i in range(3)]
    if len(x) == 3:
        def method(self):
            return "defined in if"


print(Meta().method(), Meta.x)
Point = type("Point", (), {"x": 1, "get": lambda self: self.x})
print(Point().get(), Point.__name__)


class Bad:
    def __init__(self):
        return 5


try:
    Bad()
except TypeError:
    print("init returns None")


class Many:
    def __init__(self):
        for i in range(20):
            setattr(self, "a%d" % i, i)


m = Many()
print(sum(getattr(m, "a%d" % i) for i in range(20)))


class Node:
    def __init__(self, value, next=None):
        self.value = value
        self.next = next


chain = None
for i in range(50):
    chain = Node(i, chain)
total = 0
while chain:
    total += chain.value
    chain = chain.next
print(total)
