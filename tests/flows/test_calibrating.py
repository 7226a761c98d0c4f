"""`voc calibrate` outside a project."""

import json
from pathlib import Path

import pytest

from flows.cli import calibrating, main
from models.calibration import TRUTHS, known_classifiers


@pytest.fixture(autouse=True)
def _few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calibrating, "WEEKLY", (5,))
    monkeypatch.setattr(calibrating, "known_classifiers", lambda: known_classifiers((0.85,)))


def test_it_prints_one_json_object(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = ["calibrate", "--project", str(tmp_path), "--repetitions", "20", "--json"]
    assert main(given) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["is_project"] is False
    assert len(found["scenarios"]) == 2 * len(TRUTHS)
    assert {row["repetitions"] for row in found["scenarios"]} == {20, 5}
    assert [one["name"] for one in found["readings"]] == ["ratings", "texts read at 85%"]
    steady = next(one for one in found["customers_needed"] if one["truth"] == "steady, 50 %")
    assert 20 < steady["customers"] < 60


def test_it_prints_tables(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["calibrate", "--project", str(tmp_path), "--repetitions", "20"]) == 0
    shown = capsys.readouterr().out
    assert "texts read at 85%" in shown
    assert "sudden rise, 5 to 25 %" in shown
    assert "Customers at whom a truth is called" in shown


def test_a_folder_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["calibrate", "--project", str(tmp_path / "nowhere")]) == 2
    assert "there is no such folder" in capsys.readouterr().err
