"""`python -m models.training --data FOLDER`: learn the shipped weights anew. Same input, same bytes."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from models.artefact import ARTEFACTS
from models.training.build import build


def main(argv: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m models.training", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the permitted sets")
    parser.add_argument(
        "--out", type=Path, default=ARTEFACTS, help="folder to write (default: the shipped one)"
    )
    given = parser.parse_args(argv)
    if not given.data.is_dir():
        sys.stderr.write(f"{given.data}: no such folder; name the one that holds the training sets.\n")
        return 2
    for row in build(given.data, given.out)["quality"]:
        sys.stdout.write(
            f"{row['language']}  n {row['n']:5}  macro-F1 {row['macro_f1']:.3f}  {row['measured_on']}\n"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
