def write(d,o): pass
