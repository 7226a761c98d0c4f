"""What README shows has to be so."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from flows.cli import main
from flows.ideal import ideal_parameters
from flows.settings import default_text, read_settings
from models.ideal.fitting import ideal_customers
from models.ideal.tables import CUSTOMERS_SCHEMA
from models.taxonomy import TAXONOMIES
from warehouse.aspects import taxonomy
from warehouse.catalogue import catalogue
from warehouse.project import Project

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")


def block(language: str, section: str = "## Adding a source") -> str:
    found = re.search(rf"^{section}$.*?```{language}\n(.*?)```", README, flags=re.DOTALL | re.MULTILINE)
    assert found is not None
    return found.group(1)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "inbox").mkdir()
    (tmp_path / "sources").mkdir()
    (tmp_path / "voc.toml").write_text(default_text(), encoding="utf-8")
    (tmp_path / "sources" / "shop_survey.toml").write_text(block("toml"), encoding="utf-8")
    (tmp_path / "inbox" / "shop_survey.csv").write_text(block("csv"), encoding="utf-8")
    return tmp_path


def test_the_example_description_loads_the_example_file(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["check", str(project / "inbox" / "shop_survey.csv"), "--project", str(project), "--json"])
    (outcome,) = json.loads(capsys.readouterr().out)["files"]
    assert outcome["source"] == "shop_survey"
    assert (outcome["lines"], outcome["loaded"], outcome["rejected"]) == (3, 2, 1)
    (reject,) = outcome["rejects"]
    assert reject == {
        "line": 3,
        "column": "How likely are you to recommend us?",
        "reason": "11 is not on the declared scale 0–10",
    }


def test_the_example_aspects_are_known_to_the_project(project: Path) -> None:
    (project / "aspects.toml").write_text(block("toml", "## What texts say"), encoding="utf-8")
    known = taxonomy(Project(project), TAXONOMIES)
    assert known.aspects["parking permit"].poles == ("takes too long",)
    patterns = known.patterns.filter(language="en").select("aspect", "pole", "pattern").rows()
    assert ("parking permit", "takes too long", "waited weeks for the permit") in patterns
    assert ("price", None, "shekels") in patterns


def test_the_example_segments_are_settings(project: Path) -> None:
    (project / "voc.toml").write_text(block("toml", "## Who speaks: segments"), encoding="utf-8")
    settings = read_settings(Project(project))
    assert settings.segments["country"].parents["Austria"] == "DACH"
    assert settings.pairs(catalogue(None)) == (("company_size", "plan"),)


def test_the_example_weights_give_the_example_fit(project: Path) -> None:
    (project / "voc.toml").write_text(block("toml", "## The ideal customer"), encoding="utf-8")
    parameters = ideal_parameters(read_settings(Project(project)), catalogue(None))
    customers = pl.DataFrame([{"customer_id": "c"}], schema=CUSTOMERS_SCHEMA)
    placed = [("c", "company_size", "10-49"), ("c", "industry", "Software")]
    segments = pl.DataFrame(placed, schema=["customer_id", "dimension", "segment"], orient="row")
    found = ideal_customers(customers, segments, parameters, datetime(2026, 6, 30, tzinfo=UTC))
    assert found.fits["ideal_fit"].to_list() == [(0.5 + 0.5) / 2]


@pytest.mark.parametrize("name", [source.description.name for source in catalogue(None).sources])
def test_every_shipped_source_is_listed(name: str) -> None:
    assert f"`{name}`" in README


def test_every_command_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--help"])
    commands = re.findall(r"^  (\w+)  ", capsys.readouterr().out, flags=re.MULTILINE)
    assert len(commands) > 5
    for command in commands:
        assert f"`voc {command}" in README
