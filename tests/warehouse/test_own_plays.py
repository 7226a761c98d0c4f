"""A project's plays.toml: what it adds, and what is wrong with it, said with the file's name."""

from pathlib import Path

import pytest

from models.plays import Plays, shipped
from models.taxonomy import OwnAspects, extended
from models.taxonomy import shipped as taxonomy
from warehouse.errors import UsageError
from warehouse.plays import plays_of
from warehouse.project import Project

CALL = """
[plays.call]
play_kind = "act"
verdict = ["trend"]
aspect = ["price"]
text.en = "{aspect}: the sales team calls the {customers} concerned."
"""


def told(folder: Path, content: str | bytes, language: str = "en") -> Plays:
    """The plays of a project that wrote this."""
    project = Project(folder)
    project.plays.write_bytes(content if isinstance(content, bytes) else content.encode())
    return plays_of(project, taxonomy(("core",)), language)


def test_without_a_file_or_with_an_empty_one_the_shipped_plays_stand(tmp_path: Path):
    assert plays_of(Project(tmp_path), taxonomy(), "en").version == shipped().version
    assert told(tmp_path, "# nothing yet\n").version == shipped().version


def test_other_words_for_a_shipped_play_leave_the_rest_of_it(tmp_path: Path):
    plays = told(tmp_path, '[plays.answer]\ntext.en = "Write a letter."\n')
    assert plays.plays["answer"].text["en"] == "Write a letter."
    assert plays.plays["answer"].text["de"] == shipped().plays["answer"].text["de"]
    assert plays.plays["answer"].verdict == ("isolated",)
    assert plays.version != shipped().version


def test_a_new_play_and_a_reason_of_its_own(tmp_path: Path):
    plays = told(tmp_path, CALL + 'why = "margin"\n[reasons.margin]\nen = "Price is decided in talks."\n')
    assert plays.plays["call"].aspect == ("price",)
    assert plays.reasons["margin"] == {"en": "Price is decided in talks."}


def test_an_own_title_of_an_aspect_stands_in_every_language(tmp_path: Path):
    own = OwnAspects.model_validate({"aspects": {"price": {"title": "Tarif"}}})
    assert plays_of(Project(tmp_path), extended(taxonomy(), own), "de").titles == {"price": "Tarif"}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("[plays.answer]\nverdcit = []\n", '"plays.answer.verdcit" is not known: do you mean "verdict"?'),
        ("[palys.answer]\n", '"palys" is not known: do you mean "plays"?'),
        (
            "[plays.answer]\nverdict = ['insufficient_evidence']\n",
            '"plays.answer.verdict.0": Input should be',
        ),
        ("[plays.answer.text]\nsv = 'ring'\n", '"plays.answer.text.sv": Input should be'),
        ("[plays.answer.text]\nen = 'of {aspcet}'\n", '{aspcet} is not known: do you mean "aspect"?'),
        ("[plays.answer.text]\nen = 'of {aspect'\n", '"plays.answer.text.en" has a brace'),
        ("[plays.answer.text]\nen = ' '\n", '"plays.answer.text.en" must hold words'),
        ("[plays.call]\nplay_kind = 'act'\ntext.en = 'Call.'\n", '"plays.call" has no verdict'),
        (CALL.replace("play_kind", "# "), '"plays.call" has no play_kind'),
        (CALL.replace("text.en", "text.de"), '"plays.call.text" has no words in "en", the language of the'),
        (
            CALL + 'why = "isolatd"\n',
            '"plays.call.why": no reason is called "isolatd": do you mean "isolated"?',
        ),
        (CALL + CALL.replace("plays.call", "plays.ring"), '"plays.call" and "plays.ring" fit the same rows'),
        ("[plays.answer\n", "is no TOML"),
        (b"[plays.answer.text]\nen = '\xff'\n", "is no UTF-8 text"),
    ],
)
def test_a_mistake_is_a_usage_error_that_names_the_file(tmp_path: Path, content: str | bytes, message: str):
    with pytest.raises(UsageError) as raised:
        told(tmp_path, content)
    assert str(raised.value).startswith("plays.toml")
    assert message in str(raised.value)
