"""The rules of the house that a test can hold."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from transforms.description import Description
from warehouse.relation_docs import relation_docs

ROOT = Path(__file__).parents[1]
PACKAGES = ("flows", "transforms", "models", "warehouse")
MODULES = sorted(path for name in PACKAGES for path in (ROOT / name).rglob("*.py"))
SOURCES = sorted((ROOT / "transforms" / "sources").glob("*.toml"))
MARTS = sorted((ROOT / "warehouse" / "marts").glob("*.sql"))
OWN_FILES = sorted(
    path
    for path in (*(path for name in PACKAGES for path in (ROOT / name).rglob("*")), *ROOT.glob("*"))
    if path.suffix in {".py", ".sql", ".toml", ".yml", ".md", ".txt", ".html", ".css", ".tsv"}
)
MACHINE_PATHS = re.compile(r"(?<![\w.])/(?:work|home|Users|root)/|[A-Z]:\\\\Users")


def short(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_imports_go_one_way():
    linter = Path(sys.executable).with_name("lint-imports")
    if not linter.exists():
        pytest.skip("import-linter is not installed beside this Python")
    result = subprocess.run([linter], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout


def test_checks_and_queries_start_without_what_only_runs_need():
    loaded = "import sys, flows.cli.looking, flows.cli.running; print(*sys.modules)"
    modules = subprocess.run(
        [sys.executable, "-c", loaded], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert {"altair", "nltk", "pandas", "prefect", "scipy.stats", "splink"}.isdisjoint(modules.stdout.split())


def test_modules_stay_small():
    long = [f"{short(path)}: {len(path.read_text().splitlines())}" for path in MODULES]
    assert [entry for entry in long if int(entry.rsplit(" ", 1)[1]) >= 300] == []


def test_no_two_modules_of_tests_have_one_name():
    names = [path.name for path in (ROOT / "tests").rglob("test_*.py")]
    assert [name for name in set(names) if names.count(name) > 1] == []


def test_no_module_downloads_corpora_or_loads_pickles():
    forbidden = re.compile(r"nltk\.download|^\s*(?:import|from)\s+(?:pickle|cloudpickle|joblib|dill)\b", re.M)
    assert [short(path) for path in MODULES if forbidden.search(path.read_text())] == []


def test_no_file_names_a_path_of_somebodys_machine():
    assert OWN_FILES
    assert [short(path) for path in OWN_FILES if MACHINE_PATHS.search(path.read_text("utf-8"))] == []


@pytest.mark.parametrize("mart", MARTS, ids=lambda path: path.stem)
def test_every_mart_has_a_sidecar_of_its_name(mart: Path):
    assert mart.with_suffix(".yml").is_file()
    assert f"report.{mart.stem}" in {doc.relation for doc in relation_docs()}


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_every_shipped_description_parses_and_repeats_no_aspect(source: Path):
    description = Description.model_validate(tomllib.loads(source.read_text("utf-8")))
    aspects = [rating.aspect for rating in description.ratings]
    assert len(set(aspects)) == len(aspects)
    assert description.name == source.stem


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_every_shipped_source_stands_in_the_readme(source: Path):
    readme = ROOT / "README.md"
    if not readme.is_file():
        pytest.skip("there is no README yet")
    assert f"`{source.stem}`" in readme.read_text("utf-8")
