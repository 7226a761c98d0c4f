"""How the command ends, for schedulers."""

DONE = 0
FAILED = 1
USAGE = 2
WARNED = 3
