"""Which words stand for each other is learned from aligned lines alone."""

from pathlib import Path

import polars as pl
import pytest

from models.training.translations import COMPILED, compiled, learned, main, names
from models.translations import TRANSLATIONS, translations

SHARED = Path(__file__).parents[2] / ".." / "shared" / "data"

# Each German word always stands beside its English one, in other company each time.
NOUNS = {"hund": "dog", "katze": "cat", "haus": "house", "auto": "car", "tee": "tea"}
VERBS = {"sieht": "sees", "kauft": "buys", "will": "wants", "findet": "finds"}


def lines() -> pl.DataFrame:
    return pl.DataFrame(
        [
            ("de", f"Anna {verb} {noun}", f"Anna {does} {thing}")
            for noun, thing in NOUNS.items()
            for verb, does in VERBS.items()
        ],
        schema=["language", "foreign", "english"],
        orient="row",
    )


def best(table: pl.DataFrame) -> dict[str, str]:
    top = table.sort("weight", descending=True).unique("word", keep="first", maintain_order=True)
    return dict(top.select("word", "english").iter_rows())


def test_each_word_finds_the_one_it_always_stands_beside() -> None:
    assert best(learned(lines())) == NOUNS | VERBS


def test_a_word_seen_in_too_few_lines_is_left_out() -> None:
    two = lines().filter(~pl.col("foreign").str.contains("will hund|findet hund"))
    assert "hund" not in best(learned(two))  # two lines are fewer than three


def test_names_are_those_never_written_small() -> None:
    assert names(lines()).to_list() == ["anna"]


def test_a_word_of_two_meanings_divides_its_weight(tmp_path: Path) -> None:
    path = tmp_path / "words.tsv"
    path.write_text("english\tfr\nflight\tvol\ntheft\tvol\nbed\tlit|couchette\n", encoding="utf-8")
    assert set(compiled(path).iter_rows()) == {
        ("fr", "vol", "flight", 0.5),
        ("fr", "vol", "theft", 0.5),
        ("fr", "lit", "bed", 1.0),
        ("fr", "couchette", "bed", 1.0),
    }


def test_the_shipped_table_holds_the_compiled_words_folded() -> None:
    shipped = translations().filter(pl.col("source") == "compiled")
    assert shipped.drop("source").sort(pl.all()).equals(compiled(COMPILED).sort(pl.all()))
    assert not translations()["word"].str.contains(r"[^a-z]").any()


@pytest.mark.system
def test_learning_anew_gives_the_shipped_file(tmp_path: Path) -> None:
    if not (SHARED / "train" / "xed").is_dir():
        pytest.skip("the aligned lines are not here")
    again = tmp_path / "again.parquet"
    assert main(["--data", str(SHARED), "--out", str(again)]) == 0
    assert again.read_bytes() == TRANSLATIONS.read_bytes()


def test_without_the_sets_the_user_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data", str(tmp_path)]) == 2
    assert "no such folder" in capsys.readouterr().err
