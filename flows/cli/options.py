"""Options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

ProjectOption = Annotated[Path, typer.Option("--project", help="The project's folder.", show_default="here")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")]
HERE = Path()
