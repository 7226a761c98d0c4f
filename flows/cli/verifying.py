"""`voc verify`: the opinions whose reading decides, in a file to fill in."""

from pathlib import Path

from flows.cli.exit_codes import DONE
from flows.cli.printing import out, print_json
from flows.verification import write_to_verify
from warehouse.project import Project


def verify(folder: Path, target: Path, as_json: bool) -> int:
    """Writes the file and says what to do with it."""
    opinions = write_to_verify(Project(folder).require(), target)
    if as_json:
        print_json({"file": str(target.resolve()), "opinions": opinions.height})
    elif opinions.is_empty():
        out.print(f"No reading would decide a verdict: {target} has no opinions.")
    else:
        out.print(
            f"{opinions.height:,} opinions in {target}, readable by you alone. Write negative, neutral or "
            "positive under polarity, for what the words say of the aspect, leave blank what you have not "
            "read, and put it into inbox/: the next `voc run` goes by it."
        )
    return DONE
