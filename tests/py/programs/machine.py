"""A small virtual machine in Python: dispatch by dict, a stack in a list, strings in and out."""

PROGRAM = """
push 10
label loop
dup
print
push 1
sub
dup
jnz loop
push 7
push 6
mul
print
call square 9
halt
"""


class Machine:
    def __init__(self, text):
        self.code = []
        self.labels = {}
        self.stack = []
        self.out = []
        for line in text.strip().split("\n"):
            op, *args = line.split()
            if op == "label":
                self.labels[args[0]] = len(self.code)
            else:
                self.code.append((op, args))

    def op_push(self, n):
        self.stack.append(int(n))

    def op_dup(self):
        self.stack.append(self.stack[-1])

    def op_sub(self):
        b, a = self.stack.pop(), self.stack.pop()
        self.stack.append(a - b)

    def op_mul(self):
        self.stack.append(self.stack.pop() * self.stack.pop())

    def op_print(self):
        self.out.append(str(self.stack.pop()))

    def op_jnz(self, label):
        if self.stack.pop():
            self.pc = self.labels[label]

    def op_call(self, name, arg):
        self.out.append("%s(%s)=%d" % (name, arg, {"square": lambda v: v * v}[name](int(arg))))

    def run(self):
        self.pc = 0
        steps = 0
        while True:
            op, args = self.code[self.pc]
            self.pc += 1
            steps += 1
            if op == "halt":
                return steps
            getattr(self, "op_" + op)(*args)


m = Machine(PROGRAM)
print(m.run(), m.stack)
print(" ".join(m.out))
