"""[ideal] in voc.toml: learned or declared, of dimensions that are known."""

from pathlib import Path

import pytest
from command import new_project, voc

from flows.ideal import ideal_parameters
from flows.settings import read_settings
from models.ideal.tables import IdealParameters
from warehouse.catalogue import catalogue
from warehouse.project import Project


def decided(folder: Path, text: str) -> IdealParameters | None:
    project = Project(new_project(folder / "p", {}))
    project.settings_file.write_text(text, encoding="utf-8")
    return ideal_parameters(read_settings(project), catalogue(project))


def test_usually_nobody_asks(tmp_path: Path) -> None:
    assert decided(tmp_path, "") is None


def test_it_is_learned_from_all_but_what_restates_the_outcome(tmp_path: Path) -> None:
    bands = '[segments.worth]\nattribute = "lifetime_value"\nbands = [{ name = "any", from_value = 0 }]\n'
    parameters = decided(tmp_path, "[ideal]\nlearn = true\n" + bands)
    assert parameters is not None
    assert {"company_size", "industry", "plan", "role"} <= set(parameters.learned_from)
    assert not {"tenure", "worth"} & set(parameters.learned_from)


def test_attributes_restrict_what_it_is_learned_from(tmp_path: Path) -> None:
    parameters = decided(
        tmp_path, '[ideal]\nlearn = true\nattributes = ["role", "industry"]\n[privacy]\nfloor = 9\n'
    )
    assert parameters == IdealParameters({}, ("role", "industry"), 9)
    assert parameters.dimensions == ("industry", "role")


def test_weights_are_declared_on_any_dimension(tmp_path: Path) -> None:
    parameters = decided(tmp_path, '[ideal.weights.tenure]\nlater = 1\n[ideal.weights.plan]\n"Free" = -0.5\n')
    assert parameters == IdealParameters({"tenure": {"later": 1.0}, "plan": {"Free": -0.5}}, (), 5)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[ideal]\nlearn = true\n[ideal.weights.plan]\nPro = 1\n", "either learned"),
        ('[ideal]\nattributes = ["plan"]\n[ideal.weights.plan]\nPro = 1\n', "either learned"),
        ("[ideal.weights.plan]\nPro = 0\n", "weights.plan names no segment with a weight other than 0"),
        ("[ideal.weights.plan]\n", "weights.plan names no segment"),
        ("[ideal.weights.plan]\nunknown = 1\n", "counts as the mean"),
        ("[ideal.weights.plan]\nPro = inf\n", "finite"),
        ("[ideal]\nlearn = true\nattributes = []\n", "ideal.attributes"),
        ("[ideal]\nlearned = true\n", 'do you mean "learn"?'),
        ("[ideal.weights.compny_size]\nX = 1\n", '"compny_size": do you mean "company_size"?'),
        ('[ideal]\nlearn = true\nattributes = ["rolle"]\n', '"rolle": do you mean "role"?'),
        ('[ideal]\nlearn = true\nattributes = ["tenure"]\n', '"tenure" restates the value'),
        ('[ideal]\nattributes = ["plan"]\n', "add learn = true"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_before_anything_is_loaded(tmp_path: Path, text, says) -> None:
    project = new_project(tmp_path / "p", {})
    (project / "voc.toml").write_text(text, encoding="utf-8")
    called = voc("run", "--project", project)
    assert called.code == 2
    assert says in " ".join(called.err.split())
    assert "voc.toml" in called.err
    assert not (project / "voc.duckdb").exists()
