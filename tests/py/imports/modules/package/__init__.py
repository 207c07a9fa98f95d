print("loading package")
__all__ = ["exported"]
exported = "exported by package"
hidden = 1
