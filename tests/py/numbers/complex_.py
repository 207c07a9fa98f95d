# only: f64
"""Complex numbers."""

a, b = 3 + 4j, 1 - 2j
print(a + b, a - b, a * b, a / b, a**2, a**-1, a**0, b**3, -a, +a, abs(a), a == b, a != b, a == 3 + 4j, bool(0j), bool(a))
print(a + 1, 1 - a, a * 2.5, 2 / a, a**0.5, 2**a, (-8) ** (1 / 3), a.real, a.imag, a.conjugate(), hash(3 + 0j) == hash(3), {1: "x"}[1 + 0j])
print(1j, -1j, 0j, 1 + 0j, -0.0 + 1j, complex(1, -0.0), complex(float("inf"), float("nan")), 1e16 + 1e-7j, 1.5j * 1j)
print(complex(), complex(1), complex(1, 2), complex("1+2j"), complex(" ( -1.5e3-j ) ".strip()), complex("j"), complex("3"), complex("-2.5j"), complex("1e-5+1e+5j"), complex(1j, 1j), complex(real=2, imag=3), complex("inf-nanj"))
for f in (lambda: 1j / 0, lambda: 0j**-1, lambda: 1j < 2, lambda: complex("x"), lambda: complex("1+"), lambda: complex("1", 2), lambda: complex(1, "2"), lambda: complex([]), lambda: 1j // 1, lambda: 1j % 1, lambda: int(1j), lambda: float(1j), lambda: complex("1 + 2j")):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


class C:
    def __complex__(self):
        return 1 + 2j


print(complex(C()), complex(2.5), str(1j), repr(1.5 - 0.5j), f"{1 + 2j}")
z = 1 + 1j
z += 1
z *= 1j
z -= 2j
z /= 2
print(z, z == -0.5, 0j == 0, 1j == 1)
