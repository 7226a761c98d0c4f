"""Versions of own models: put in force at once, read with only where they belong, verified, reversible."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from small_project import Small

from models.language import LanguageModel
from models.sentiment import SentimentModel
from models.taxonomy import shipped as taxonomies
from warehouse.adapting import active_models, adopt, kept, note_training, revert
from warehouse.enriching import texts
from warehouse.enriching.texts import Readers, count_unread, read_texts
from warehouse.errors import VocError
from warehouse.project import Project

SHIPPED = SentimentModel.load()
LANGUAGE = LanguageModel.load()
REVIEWS = "review_id,customer_no,stars,body,written\n"
SAID = {
    "en": ["The staff was very friendly", "This terrible product broke at once", "I love this shop"],
    "de": ["Das Personal war sehr freundlich und hilfsbereit", "Leider ist das Gerät sofort kaputt gegangen"],
    "fr": ["Le personnel est très aimable et toujours à l'écoute"],
}  # fmt: skip


def own(shift: float) -> SentimentModel:
    """The shipped model with another scale: it reads every text a little otherwise."""
    slope, intercept = SHIPPED.card["calibration"]["polarity"]
    scales = {**SHIPPED.card["calibration"], "polarity": [slope, intercept + shift]}
    return replace(SHIPPED, card={**SHIPPED.card, "calibration": scales})


def readers(project: Project) -> Readers:
    loaded = active_models(project)
    base = Readers.load(("en", "de", "fr"), taxonomies(("core",)), loaded)
    return replace(base, language=LANGUAGE)


@pytest.fixture
def small(tmp_path: Path):
    with Small(tmp_path) as project:
        rows = [(language, text) for language, said in SAID.items() for text in said]
        project.load(
            "r.csv",
            REVIEWS + "".join(f'r{n},c{n},5,"{text}",2026-05-01\n' for n, (_, text) in enumerate(rows)),
        )
        assert read_texts(project.work, readers(project.project)) == 6
        yield project


def scores(small: Small) -> dict[str, list[float]]:
    found = small.rows(
        "select language, list(sentiment_score order by feedback_id) from core.feedback group by language"
    )
    return dict(found)


def test_only_texts_of_an_adopted_language_are_read_anew(small: Small):
    before = scores(small)
    adopt(small.project, {"de": own(0.5)})
    now = readers(small.project)
    assert count_unread(small.work, now) == 2
    assert read_texts(small.work, now) == 2
    after = scores(small)
    assert after["de"] != before["de"]
    assert (after["en"], after["fr"]) == (before["en"], before["fr"])
    assert (count_unread(small.work, now), read_texts(small.work, now)) == (0, 0)


def test_going_back_reads_the_same_texts_anew_and_ends_where_it_began(small: Small):
    before = small.all_core()
    adopt(small.project, {"de": own(0.5)})
    read_texts(small.work, readers(small.project))
    assert small.all_core() != before
    revert(small.project)
    assert read_texts(small.work, readers(small.project)) == 2
    assert small.all_core() == before


def test_a_reading_that_was_stopped_goes_on_with_the_rest(small: Small, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(texts, "CHUNK_TEXTS", 1)
    adopt(small.project, {"en": own(0.5)})
    now, true_run, calls = readers(small.project), texts.run, []

    def stopping(*arguments, **named):
        calls.append(arguments)
        if len(calls) > 2:  # two statements a chunk: the first chunk is committed, the second is not
            raise KeyboardInterrupt
        true_run(*arguments, **named)

    monkeypatch.setattr(texts, "run", stopping)
    with pytest.raises(KeyboardInterrupt):
        read_texts(small.work, now)
    monkeypatch.setattr(texts, "run", true_run)
    assert count_unread(small.work, now) == 2
    assert read_texts(small.work, now) == 2


def test_the_version_of_the_readers_changes_with_every_set(small: Small):
    seen = [readers(small.project).version]
    for shift in (0.5, 0.7):
        adopt(small.project, {"de": own(shift)})
        seen.append(readers(small.project).version)
    assert len(set(seen)) == 3
    revert(small.project)
    assert readers(small.project).version == seen[1]
    revert(small.project)
    assert readers(small.project).version == seen[0]


def test_a_language_that_is_not_adopted_anew_keeps_its_model(small: Small):
    adopt(small.project, {"de": own(0.5)})
    active = adopt(small.project, {"en": own(0.5)})
    assert sorted(active) == ["de", "en"]
    assert sorted(active_models(small.project)) == ["de", "en"]
    before, after = revert(small.project)
    assert (sorted(before), sorted(after)) == (["de", "en"], ["de"])
    assert revert(small.project)[1] == {}
    assert revert(small.project) == ({}, {})


def test_weights_that_no_set_names_are_deleted(small: Small):
    adopt(small.project, {"de": own(0.5)})
    first = {one.version for one in kept(small.project).active.values()}
    adopt(small.project, {"de": own(0.7)})
    revert(small.project)
    folders = {path.name for path in small.project.models.iterdir() if path.is_dir()}
    assert folders == first


def test_only_the_last_few_sets_are_kept(small: Small):
    for number in range(8):
        adopt(small.project, {"de": own(number / 10)})
    assert len(kept(small.project).sets) == 5
    assert len([path for path in small.project.models.iterdir() if path.is_dir()]) == 5


def test_adopting_the_same_again_changes_nothing(small: Small):
    adopt(small.project, {"de": own(0.5)})
    adopt(small.project, {"de": own(0.7), "fr": own(0.5)})
    before = kept(small.project)
    adopt(small.project, {"de": own(0.7), "fr": own(0.5)})
    assert kept(small.project) == before
    active = adopt(small.project, {"de": own(0.7), "fr": own(0.6)})
    assert active["de"] == before.active["de"]
    assert active["fr"] != before.active["fr"]


def test_what_was_trained_on_is_remembered_apart_from_the_sets(small: Small):
    moment = datetime(2026, 5, 1, tzinfo=UTC)
    note_training(small.project, moment, 77)
    adopt(small.project, {"de": own(0.5)})
    revert(small.project)
    assert (kept(small.project).trained_until, kept(small.project).trained_texts) == (moment, 77)


@pytest.mark.parametrize("name", ["sentiment_words.parquet", "model_card.json"])
@pytest.mark.parametrize("how", ["altered", "missing"])
def test_a_model_that_is_not_the_adopted_one_is_refused(small: Small, name: str, how: str):
    active = adopt(small.project, {"de": own(0.5)})
    path = small.project.models / active["de"].version / "de" / name
    if how == "missing":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(VocError, match=r"state/models/.*voc train --revert") as refused:
        active_models(small.project)
    shown = f"state/models/{active['de'].version}/de/{name}"
    assert str(refused.value).count("state/models") == str(refused.value).count(shown) == 1
    revert(small.project)  # which needs no model
    assert active_models(small.project) == {}


@pytest.mark.parametrize("text", ["{", "[]", '{"sets": 3}', '{"sets": [{"de": {"path": "/"}}]}'])
def test_an_index_that_cannot_be_read_is_said(small: Small, text: str):
    adopt(small.project, {"de": own(0.5)})
    (small.project.models / "active.json").write_text(text)
    with pytest.raises(VocError, match=r"state/models/active\.json cannot be read"):
        kept(small.project)


def test_a_kill_before_the_index_is_replaced_leaves_what_was_in_force(
    small: Small, monkeypatch: pytest.MonkeyPatch
):
    adopt(small.project, {"de": own(0.5)})
    before = kept(small.project)

    def killed(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("warehouse.adapting.versions.put_in_place", killed)
        with pytest.raises(KeyboardInterrupt):
            adopt(small.project, {"de": own(0.7)})
    assert kept(small.project) == before
    assert sorted(active_models(small.project)) == ["de"]
    adopt(small.project, {"de": own(0.7)})
    assert len(kept(small.project).sets) == 2


def test_the_card_names_its_hashes_and_its_parent(small: Small):
    first = adopt(small.project, {"de": own(0.5)})["de"].version
    second = adopt(small.project, {"de": own(0.7)})["de"].version
    cards = [
        json.loads((small.project.models / version / "de" / "model_card.json").read_text())
        for version in (first, second)
    ]
    assert [card["parent"] for card in cards] == ["shipped", first]
    assert all(len(digest) == 64 for card in cards for digest in card["sha256"].values())
