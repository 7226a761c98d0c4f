"""`make faults`: the outcomes of all faults as a table. A test of a fault records `expected` and `got`."""

from collections.abc import Callable

import pytest
from cases import Told


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--outcomes", action="store_true", help="Print the table of outcomes.")


@pytest.fixture
def told(record_property: Callable[[str, object], None]) -> Told:
    """Call it with what was expected and what came, before it is asserted."""

    def tell(expected: object, got: object) -> None:
        record_property("expected", str(expected))
        record_property("got", str(got))

    return tell


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if not terminalreporter.config.getoption("outcomes", default=False):
        return
    reports = [one for name in ("passed", "failed", "skipped") for one in terminalreporter.getreports(name)]
    rows = [("fault", "expected", "came", "")]
    for report in sorted((one for one in reports if one.when == "call"), key=lambda one: one.nodeid):
        known = {name: str(value) for name, value in report.user_properties}
        test = report.nodeid.partition("::")[2].removeprefix("test_")
        name = test.removeprefix("fault[").removesuffix("]").replace("_", " ")
        outcome = "ok" if report.passed else report.outcome
        rows.append((name, known.get("expected", "holds"), known.get("got", ""), outcome))
    widths = [max(len(row[at]) for row in rows) for at in range(3)]
    terminalreporter.section("faults")
    for row in rows:
        terminalreporter.write_line(
            "  ".join(cell.ljust(width) for cell, width in zip(row, (*widths, 0), strict=True))
        )
    failed = sum(row[3] == "failed" for row in rows)
    terminalreporter.write_line(f"{len(rows) - 1} faults, {failed} failed")
