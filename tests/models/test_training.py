"""Training: what may be learned from, what is held out, and that the same input gives the same bytes."""

import json
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from models.artefact import CARD
from models.language import LANGUAGES
from models.sentiment import FILES, SentimentModel
from models.training import corpus as corpus_module
from models.training.__main__ import main
from models.training.build import build
from models.training.corpus import EXAMPLES, SOURCES, corpus
from models.training.external import CHECKS, external
from models.training.sentiment import balanced

REAL = Path(__file__).parents[2] / ".." / "shared" / "data"
needs_data = pytest.mark.skipif(not REAL.is_dir(), reason="the development data is not beside the project")

PHRASES = {  # one praise, one complaint, one statement per language: enough to learn that the two differ
    "en": ("good product", "bad product", "the product is blue"),
    "fr": ("bon produit", "mauvais produit", "le produit est bleu"),
    "de": ("gutes Produkt", "schlechtes Produkt", "das Produkt ist blau"),
    "es": ("buen producto", "mal producto", "el producto es azul"),
    "pt": ("bom produto", "mau produto", "o produto é azul"),
    "it": ("buon prodotto", "cattivo prodotto", "il prodotto è blu"),
    "nl": ("goed product", "slecht product", "het product is blauw"),
    "ro": ("produs bun", "produs prost", "produsul este albastru"),
}


@pytest.fixture(scope="module")
def real() -> pl.DataFrame:
    return corpus(REAL)


@pytest.fixture
def tiny(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of data with no sets, and forty made-up examples per label and language."""
    examples = tmp_path / "examples"
    examples.mkdir()
    for language, phrases in PHRASES.items():
        rows = [
            f"{phrase} {number}{number % 7}\t{label}"
            for label, phrase in zip(("pos", "neg", "neu"), phrases, strict=True)
            for number in range(40)
        ]
        (examples / f"{language}.tsv").write_text("text\tlabel\n" + "\n".join(rows) + "\n", encoding="utf-8")
    monkeypatch.setattr(corpus_module, "OWN", dict.fromkeys(corpus_module.OWN, examples))
    return tmp_path


def test_the_same_input_gives_the_same_bytes(tiny: Path) -> None:
    build(tiny, tiny / "one")
    build(tiny, tiny / "two")
    written = sorted(path.name for path in (tiny / "one").iterdir())
    assert set(written) >= {*FILES, CARD, "MODEL_CARD.md", "language.parquet"}
    for name in written:
        assert (tiny / "one" / name).read_bytes() == (tiny / "two" / name).read_bytes(), name


def test_what_was_learned_can_be_loaded_and_tells_praise_from_complaint(tiny: Path) -> None:
    build(tiny, tiny / "out")
    model = SentimentModel.load(tiny / "out")
    rows = [(phrase, language) for language, phrases in PHRASES.items() for phrase in phrases[:2]]
    scores = model.score(pl.DataFrame(rows, schema=["text", "language"], orient="row"))["sentiment_score"]
    assert (np.sign(scores.to_numpy()) == [1, -1] * len(LANGUAGES)).all()
    assert model.quality()["language"].to_list() == list(LANGUAGES)


def test_the_command_names_a_missing_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data", str(tmp_path / "nowhere")]) == 2
    assert "nowhere: no such folder" in capsys.readouterr().err


def test_texts_alike_but_for_case_and_accents_count_once(tmp_path: Path, tiny: Path) -> None:
    rows = "text\tlabel\nÓtimo!\tpos\notimo\tpos\nruim\tneg\n"
    (tiny / "examples" / "pt.tsv").write_text(rows, encoding="utf-8")
    found = corpus(tmp_path).filter(pl.col("language") == "pt")
    assert found["text"].to_list() == ["Ótimo!", "ruim"]


def test_both_sides_weigh_the_same_in_each_language() -> None:
    frame = pl.DataFrame({"language": ["en"] * 4, "label": [1, 1, 1, -1], "weight": [1.0] * 4})
    weights = balanced(frame, pl.col("label") > 0)
    assert weights.tolist() == pytest.approx([4 / 6, 4 / 6, 4 / 6, 4 / 2])  # 4 texts: 2 a side


@pytest.mark.parametrize("language", LANGUAGES)
def test_examples_are_many_labelled_and_distinct(language: str) -> None:
    rows = (EXAMPLES / f"{language}.tsv").read_text(encoding="utf-8").splitlines()[1:]
    texts, labels = zip(*(row.split("\t") for row in rows), strict=True)
    assert len(texts) >= 200
    assert len(set(texts)) == len(texts)
    assert set(labels) == {"pos", "neg", "neu"}


@needs_data
def test_nothing_held_out_is_learned_from(real: pl.DataFrame) -> None:
    key = pl.col("text").str.to_lowercase().str.strip_chars()
    sides = real.with_columns(key=key).group_by("key", "language").agg(pl.col("is_held_out").n_unique())
    assert (sides["is_held_out"] == 1).all()


@needs_data
def test_aligned_subtitles_are_on_one_side(real: pl.DataFrame) -> None:
    def letters(column: str) -> pl.Expr:  # the two files space words and marks apart
        return pl.col(column).str.to_lowercase().str.replace_all(r"[^\p{L}\p{N}]", "")

    path = REAL / "train/xed/pairs.en-de.tsv"
    pairs = pl.read_csv(path, separator="\t", quote_char=None, infer_schema=False)
    texts = real.filter(pl.col("source") == "train/xed").with_columns(text=letters("text"))
    german = texts.filter(pl.col("language") == "de").select(de="text", de_side="is_held_out")
    english = texts.filter(pl.col("language") == "en").select(en="text", en_side="is_held_out")
    once = pairs.with_columns(en=letters("en"), de=letters("de")).unique("de", keep="none")
    both = once.join(german, on="de").join(english, on="en")
    assert len(both) > 500
    # A German line that stands for two English ones can be with one of them only.
    assert (both["de_side"] == both["en_side"]).mean() > 0.99


@needs_data
def test_only_permitted_sets_are_learned_from(real: pl.DataFrame) -> None:
    named = set(real["source"])
    assert named <= {*corpus_module.OWN, "app_reviews_en_fr", "skytrax_en"} | {
        f"train/{path.name}" for path in (REAL / "train").iterdir()
    }


def test_the_card_names_every_source_learned_from() -> None:
    card = json.loads((corpus_module.EXAMPLES.parents[1] / "artefacts" / CARD).read_text(encoding="utf-8"))
    credited = {credit["set"] for credit in card["credits"]}
    assert {row["source"] for row in card["data"]} <= credited


def test_what_is_only_measured_on_is_no_source_to_learn_from() -> None:
    measured = {name for name, _, _ in CHECKS}
    assert not measured & {source.name for source in SOURCES}


@needs_data
def test_measuring_sets_are_read_with_both_sides_labelled() -> None:
    found = external(REAL)
    assert set(found["language"]) == {"pt", "ro", "de", "es", "nl", "it", "fr"}
    sides = found.group_by("source", "language").agg(pl.col("label").unique().sort(), pl.len())
    assert sides["label"].list.contains(-1).all()
    assert sides["label"].list.contains(1).all()
    # 3,000 reviews, half of one or two stars, half of four or five
    assert sides.filter(pl.col("source") == "laroseda_ro")["len"].item() == 3000
