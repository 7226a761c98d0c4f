"""The command, its steps, and how they are run."""

import os

# Read when Polars is loaded. By itself it gives memory back after half a second, and each batch of a file
# asks for it anew: up to a tenth of the time that loading takes.
os.environ.setdefault("_RJEM_MALLOC_CONF", "dirty_decay_ms:5000")
