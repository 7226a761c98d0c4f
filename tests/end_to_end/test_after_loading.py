"""Files that leave the inbox once they are published: nothing is lost, and no figure changes."""

from pathlib import Path

import pytest
from command import digests, new_project, rows, voc
from shop import SOURCES, customers, reviews

STRANGE = "colour,shape\nred,round\n"


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop whose first run died before anything was moved; the next one had nothing else to do."""
    files = {
        "customers.csv": customers(range(1, 9)),
        "reviews.csv": reviews({n: 1 + 2 * (n % 3) for n in range(1, 9)}),
        "strange.csv": STRANGE,
    }
    project = new_project(tmp_path_factory.mktemp("after_loading") / "shop", SOURCES, files)
    settings = project / "voc.toml"
    settings.write_text(settings.read_text().replace('after_loading = "keep"', 'after_loading = "move"'))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("flows.steps.put_away", _die)
        assert voc("run", "--project", project).code == 1
    before = digests(project)
    assert voc("run", "--project", project, "--json").json["status"] == "unchanged"
    assert digests(project) == before
    return project


def _die(*_: object) -> None:
    raise RuntimeError("killed")


def test_what_is_published_moves_and_the_rest_stays(moved: Path):
    assert [path.name for path in (moved / "inbox").iterdir()] == ["strange.csv"]
    assert sorted(path.name for path in (moved / "loaded").glob("*/*")) == ["customers.csv", "reviews.csv"]
    assert voc("run", "--project", moved, "--json").json["status"] == "unchanged"


@pytest.mark.system
def test_moved_files_are_originals(moved: Path):
    """They load anew when a description changes, to the same figures, and lose who is forgotten."""
    before, paths = digests(moved), rows(moved, "select path from ops.files order by all")
    description = moved / "sources" / "shop_reviews.toml"
    description.write_text(description.read_text().replace("Reviews of a shop", "What a shop hears"))
    again = {one["path"]: one["status"] for one in voc("run", "--project", moved, "--json").json["files"]}
    assert again["inbox/reviews.csv"] == "loaded"
    assert again["inbox/customers.csv"] == "unchanged"
    assert rows(moved, "select path from ops.files order by all") == paths
    assert {name for name, one in digests(moved).items() if before[name] != one} <= {"report.data_quality"}

    done = voc("forget", "--email", "ann3@example.org", "--project", moved, "--json")
    assert done.json["originals_rewritten"] == 2, done.err
    (customers_file,) = (moved / "loaded").glob("*/customers.csv")
    assert "ann3@" not in customers_file.read_text()
    assert "ann4@" in customers_file.read_text()
    assert voc("run", "--project", moved, "--json").json["status"] == "unchanged"
