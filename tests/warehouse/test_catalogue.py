"""Shipped descriptions and a project's own."""

import textwrap
from pathlib import Path

import pytest
from small_project import NOTES

from warehouse.catalogue import catalogue
from warehouse.errors import UsageError
from warehouse.project import Project


def project(root: Path, **sources: str) -> Project:
    (root / "sources").mkdir()
    for name, text in sources.items():
        (root / "sources" / f"{name}.toml").write_text(textwrap.dedent(text))
    return Project(root)


def test_without_a_project_the_shipped_sources_are_known():
    known = catalogue(None)
    assert {"olist_reviews", "skytrax_lounge", "sfo_survey_2017"} <= {one.name for one in known.descriptions}
    assert {source.origin for source in known.sources} == {"shipped"}


def test_an_own_source_replaces_the_shipped_one_of_its_name(tmp_path: Path):
    known = catalogue(project(tmp_path, mine=NOTES.replace('"notes"', '"olist_reviews"')))
    assert known.named("olist_reviews").origin == "project"
    assert len(known.sources) == len(catalogue(None).sources)


def test_versions_follow_the_text(tmp_path: Path):
    own = project(tmp_path, notes=NOTES)
    before = catalogue(own)
    assert catalogue(own) == before
    (own.sources / "notes.toml").write_text(textwrap.dedent(NOTES) + "# a word more\n")
    after = catalogue(own)
    assert after.named("notes").version != before.named("notes").version
    assert after.version != before.version
    assert after.named("olist_reviews").version == before.named("olist_reviews").version


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("name = ", "sources/mine.toml is no TOML"),
        (
            NOTES.replace("channel", "chanel"),
            'sources/mine.toml: "chanel" is not known: do you mean "channel"?',
        ),
        (NOTES.replace("[1, 5]", "[5, 1]"), 'sources/mine.toml: "feedback.rating": scale'),
        ('name = "a"', "sources/mine.toml: "),
    ],
)
def test_a_wrong_description_is_told_by_file_and_place(tmp_path: Path, text: str, told: str):
    with pytest.raises(UsageError) as raised:
        catalogue(project(tmp_path, mine=text))
    assert str(raised.value).startswith(told)


def test_two_of_one_name_are_refused(tmp_path: Path):
    with pytest.raises(UsageError, match='two descriptions in sources/ are called "notes"'):
        catalogue(project(tmp_path, a=NOTES, b=NOTES))


def test_a_description_that_is_no_utf_8_is_refused(tmp_path: Path):
    own = project(tmp_path)
    (own.sources / "a.toml").write_bytes('name = "é"'.encode("cp1252"))
    with pytest.raises(UsageError, match=r"sources/a\.toml is no UTF-8 text"):
        catalogue(own)


def test_an_unknown_name_lists_the_known(tmp_path: Path):
    with pytest.raises(UsageError, match=r'no source is called "notess"; known: .*notes'):
        catalogue(project(tmp_path, notes=NOTES)).named("notess")
