"""Which dimensions answers may be weighted to."""

from pathlib import Path

from command import new_project

from flows.run import new_run
from warehouse.project import Project


def test_a_combination_of_two_dimensions_may_be_a_margin(tmp_path: Path) -> None:
    folder = new_project(tmp_path / "shop")
    settings = '[two_way]\npairs = [["plan", "age"]]\n[weighting]\nmargins = ["plan x age"]\n'
    (folder / "voc.toml").write_text(settings, encoding="utf-8")
    assert new_run(Project(folder), "run").settings.weights.margins == ("plan x age",)
