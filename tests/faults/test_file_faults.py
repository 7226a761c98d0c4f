"""Every fault of a file, through the command: exit code, counts and message; all lines accounted for."""

from collections import Counter
from pathlib import Path

import pytest
from cases import Case, Told, differences, take
from deliveries import DELIVERIES
from file_bytes import BYTES
from file_formats import FORMATS
from file_tables import TABLES
from hostile import HOSTILE

CASES: tuple[Case, ...] = (*BYTES, *TABLES, *FORMATS, *HOSTILE, *DELIVERIES)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_fault(case: Case, tmp_path: Path, told: Told) -> None:
    taken = take(case, tmp_path / "shop")
    told(case.expected, taken.outcome)
    assert differences(case, taken) == [], taken.said


def test_no_two_cases_have_one_name() -> None:
    assert [name for name, cases in Counter(map(str, CASES)).items() if cases > 1] == []
