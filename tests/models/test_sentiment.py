"""Sentiment: denial, nulls, partitions, explanation, tampering."""

import json
import shutil
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from models.artefact import ARTEFACTS, CARD, ArtefactError
from models.features import DENIED, LOWERED, PLAIN, RAISED, features
from models.language import LANGUAGES
from models.sentiment import FILES, QUALITY, SentimentModel

SENTENCES = [
    ("The delivery was fast and the quality is excellent!", "en"),
    ("Not worth the money, it broke after two days.", "en"),
    ("Where can I change my address?", "en"),
    ("Livraison rapide, je recommande.", "fr"),
    ("Ça ne marche pas du tout", "fr"),
    ("Sehr freundliches Personal, gerne wieder", "de"),
    ("Leider nicht zu empfehlen.", "de"),
    ("Muy contento con la compra 👍", "es"),
    ("El servicio fue pésimo y nadie responde", "es"),
    ("Produto ótimo, chegou antes do prazo", "pt"),
    ("NÃO RECOMENDO!!!", "pt"),
    ("Camera pulita e staff gentilissimo", "it"),
    ("Il prodotto non funziona", "it"),
    ("Heel blij met deze aankoop", "nl"),
    ("De app loopt steeds vast", "nl"),
    ("Foarte multumit, recomand", "ro"),
    ("Nu merge deloc, bani aruncați", "ro"),
]

PRAISE_AND_ITS_DENIAL = [
    ("en", "The app is good", "The app is not good"),
    ("fr", "L'application est bonne", "L'application n'est pas bonne"),
    ("de", "Die App ist gut", "Die App ist nicht gut"),
    ("es", "La aplicación es buena", "La aplicación no es buena"),
    ("pt", "O aplicativo é bom", "O aplicativo não é bom"),
    ("it", "L'applicazione è buona", "L'applicazione non è buona"),
    ("nl", "De app is goed", "De app is niet goed"),
    ("ro", "Aplicația este bună", "Aplicația nu este bună"),
]


@pytest.fixture(scope="module")
def model() -> SentimentModel:
    return SentimentModel.load()


def feedback(*rows: tuple[str | None, str | None]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema={"text": pl.String, "language": pl.String}, orient="row")


def halves(text: str, language: str) -> list[int]:
    return features(pl.Series([text]), pl.Series([language])).halves.tolist()


@pytest.mark.parametrize(("language", "praise", "denial"), PRAISE_AND_ITS_DENIAL)
def test_denied_praise_is_negative(model: SentimentModel, language: str, praise: str, denial: str) -> None:
    scores = model.score(feedback((praise, language), (denial, language)))["sentiment_score"]
    assert scores[0] > 0 > scores[1]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("not good", "en", [PLAIN, DENIED]),
        ("not a very good app", "en", [PLAIN, DENIED, DENIED, DENIED, PLAIN]),  # reach: three words
        ("no, good", "en", [PLAIN, PLAIN, PLAIN]),  # a mark ends it
        ("not fast but good", "en", [PLAIN, DENIED, PLAIN, PLAIN]),  # so does a contrast
        ("very good", "en", [PLAIN, RAISED]),
        ("slightly odd", "en", [PLAIN, LOWERED]),
        ("GOOD", "en", [RAISED]),
        ("sooood", "en", [RAISED]),
        ("nicht gut", "de", [PLAIN, DENIED]),
        ("nicht gut", "en", [PLAIN, PLAIN]),  # denial is the language's own
        ("", "en", []),
    ],
)
def test_denial_and_intensity(text: str, language: str, expected: list[int]) -> None:
    assert halves(text, language) == expected


def test_denial_does_not_reach_into_the_next_text() -> None:
    seen = features(pl.Series(["not", "good", "very", "good"]), pl.Series(["en"] * 4))
    assert seen.halves.tolist() == [PLAIN] * 4
    words = np.arange(4)  # all known: still no pair, for each text has one word
    assert not seen.pairs(words, 4)[1].any()


def test_without_text_nothing_is_said(model: SentimentModel) -> None:
    found = model.score(feedback((None, "en"), ("", "fr"), (" \n", None), ("👍", None), ("bien", None)))
    assert found["sentiment"].is_null().to_list() == [True, True, True, False, False]
    assert found["sentiment_score"].is_null().to_list() == [True, True, True, False, False]
    assert found["sentiment_confidence"].is_null().to_list() == [True, True, True, False, False]


def test_no_rows_in_no_rows_out(model: SentimentModel) -> None:
    found = model.score(feedback())
    assert found.shape == (0, 3)
    assert found.schema == model.score(feedback(("ok", "en"))).schema


def test_scores_do_not_depend_on_the_partition(
    model: SentimentModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = feedback(*SENTENCES, (None, "en"))
    whole = model.score(rows)
    alone = pl.concat([model.score(rows.slice(row, 1)) for row in range(len(rows))])
    monkeypatch.setattr("models.sentiment.CHUNK_ROWS", 3)
    assert alone.equals(whole)
    assert model.score(rows).equals(whole)
    assert model.score(rows.reverse()).reverse().equals(whole)


def test_probabilities_are_probabilities(model: SentimentModel) -> None:
    found = model.score(feedback(*SENTENCES))
    assert found["sentiment_score"].is_between(-1, 1).all()
    assert found["sentiment_confidence"].is_between(1 / 3, 1).all()  # the likeliest of three
    assert set(found["sentiment"]) <= {"negative", "neutral", "positive"}


def test_an_unknown_language_reads_the_shared_weights(model: SentimentModel) -> None:
    found = model.score(feedback(("excellent 👍", "unknown"), ("excellent 👍", None), ("excellent 👍", "sv")))
    assert found["sentiment"].to_list() == ["positive"] * 3
    assert found["sentiment_score"].n_unique() == 1


def test_an_explanation_adds_up_to_the_score(model: SentimentModel) -> None:
    text = "Not a very good app, it crashes and crashes"
    parts = model.explain(text, "en")
    logit = model.logits(features(pl.Series([text]), pl.Series(["en"])))["polarity"].item()
    assert parts["contribution"].sum() == pytest.approx(logit)
    assert parts["feature"].n_unique() == len(parts)
    assert parts.filter(pl.col("feature") == "crashes")["contribution"].item() < 0
    assert "NOT good" in parts["feature"].to_list()


def test_quality_of_every_language_is_stated_with_intervals(model: SentimentModel) -> None:
    found = model.quality()
    assert found.schema == pl.Schema(QUALITY)
    assert found["language"].to_list() == list(LANGUAGES)
    for figure in ("macro_f1", "sensitivity", "specificity"):
        assert (
            found.select(
                (pl.col(f"{figure}_low") <= pl.col(figure)) & (pl.col(figure) <= pl.col(f"{figure}_high"))
            )
            .to_series()
            .all()
        )
    assert found["measured_on"].str.starts_with("never learned from").all()
    assert (found["n"] >= 30).all()


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    for name in (*FILES, CARD):
        shutil.copy(ARTEFACTS / name, tmp_path / name)
    return tmp_path


@pytest.mark.parametrize("name", FILES)
def test_altered_weights_are_refused(copied: Path, name: str) -> None:
    content = bytearray((copied / name).read_bytes())
    content[len(content) // 2] ^= 1
    (copied / name).write_bytes(content)
    with pytest.raises(ArtefactError, match=rf"{name}: altered .*python -m models\.training"):
        SentimentModel.load(copied)


def test_missing_or_unnamed_weights_are_refused(copied: Path) -> None:
    card = json.loads((copied / CARD).read_text(encoding="utf-8"))
    del card["sha256"][FILES[1]]
    (copied / CARD).write_text(json.dumps(card), encoding="utf-8")
    with pytest.raises(ArtefactError, match=FILES[1]):
        SentimentModel.load(copied)
    (copied / FILES[0]).unlink()
    with pytest.raises(ArtefactError, match=FILES[0]):
        SentimentModel.load(copied)


def test_the_version_names_the_weights(model: SentimentModel, copied: Path) -> None:
    assert SentimentModel.load(copied).version == model.version
    assert len(model.version) == 12


def test_shipped_weights_stay_small() -> None:
    assert sum(path.stat().st_size for path in ARTEFACTS.iterdir()) < 3_000_000
