"""From arguments to an exit code; every failure is a sentence on stderr."""

import sys
import traceback
from collections.abc import Sequence
from dataclasses import dataclass

import typer
from typer.exceptions import Abort, TyperException

from flows.cli.app import app
from flows.cli.exit_codes import DONE, FAILED, USAGE
from flows.cli.printing import as_written, print_json
from warehouse.errors import UsageError, VocError
from warehouse.failures import explained

INTERRUPTED = 130
"""What Typer makes of Ctrl-C, instead of raising it."""


@dataclass(frozen=True)
class _Manner:
    """How a failure is told: with a traceback, and to a program too."""

    debug: bool
    as_json: bool


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the command; returns 0 done, 1 failed, 2 wrong usage or configuration, 3 done with warnings."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    how = _Manner(debug="--debug" in arguments, as_json="--json" in arguments)
    command = typer.main.get_command(app)
    try:
        outcome = command.main(
            [one for one in arguments if one != "--debug"] or ["--help"],
            prog_name="voc",
            standalone_mode=False,
        )
    except TyperException as error:
        return _failed(f"{error.format_message()} (voc --help lists what there is)", how, USAGE)
    except (Abort, KeyboardInterrupt):
        outcome = INTERRUPTED
    except UsageError as error:
        return _failed(str(error), how, USAGE)
    except VocError as error:
        return _failed(explained(error.__cause__ or error) or str(error), how, FAILED)
    except Exception as error:
        return _failed(_told(error), how, FAILED)
    if outcome == INTERRUPTED:
        return _failed("stopped. Run it again: it goes on where it was.", how, FAILED)
    return outcome if isinstance(outcome, int) else DONE


def _failed(message: str, how: _Manner, code: int) -> int:
    if how.debug:
        traceback.print_exc()
    told = str(as_written(message))
    print(f"voc: {told}", file=sys.stderr)  # noqa: T201 - this is where the command speaks
    if how.as_json:
        print_json({"exit_code": code, "error": told})
    return code


def _told(error: Exception) -> str:
    if (sentence := explained(error)) is not None:
        return sentence
    if isinstance(error, OSError):
        return f"{error.filename or 'the disk'}: {error.strerror or error}"
    return f"unexpected {type(error).__name__}: {_first_line(error)}. More with --debug."


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [""])[0][:300]
