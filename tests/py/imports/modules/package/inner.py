name = "inner"
