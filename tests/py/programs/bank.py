"""A program with classes that hold each other, and errors between them."""


class InsufficientFunds(Exception):
    def __init__(self, account, amount):
        super().__init__("%s has %d, not %d" % (account.owner, account.balance, amount))
        self.missing = amount - account.balance


class Account:
    def __init__(self, bank, owner, balance=0):
        self.bank = bank
        self.owner = owner
        self.balance = balance
        self.history = []

    def deposit(self, amount):
        self.balance += amount
        self.history.append(("+", amount))

    def withdraw(self, amount):
        if amount > self.balance:
            raise InsufficientFunds(self, amount)
        self.balance -= amount
        self.history.append(("-", amount))

    def __str__(self):
        return "%-6s %5d" % (self.owner, self.balance)


class Bank:
    def __init__(self):
        self.accounts = {}

    def open(self, owner, balance=0):
        account = self.accounts[owner] = Account(self, owner, balance)
        return account

    def transfer(self, source, target, amount):
        source, target = self.accounts[source], self.accounts[target]
        source.withdraw(amount)
        try:
            target.deposit(amount)
        except BaseException:
            source.deposit(amount)
            raise

    def total(self):
        return sum(a.balance for a in self.accounts.values())


bank = Bank()
for owner, balance in (("ann", 100), ("bob", 50), ("eve", 0)):
    bank.open(owner, balance)
for source, target, amount in (("ann", "bob", 30), ("bob", "eve", 100), ("bob", "eve", 80), ("eve", "nobody", 1)):
    try:
        bank.transfer(source, target, amount)
        print("moved", amount)
    except InsufficientFunds as e:
        print(e, "- missing", e.missing)
    except KeyError as e:
        print("unknown", e.args[0])
for name in sorted(bank.accounts):
    print(bank.accounts[name], bank.accounts[name].history)
print(bank.total())
