"""`python -m models.training.translations --data FOLDER`: make the shipped word translations anew.

Learned from subtitle lines aligned with English, words merged by their Snowball stem: a few thousand lines
are too few to learn each inflected form. To these are added the words compiled for this project, for
subtitles do not speak of invoices.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import polars as pl

from models.stems import stems
from models.training.alignment import stem_pairs
from models.translations import TRANSLATIONS
from transforms.text import folded, tokens

PIVOT = "en"
COMPILED = TRANSLATIONS.with_suffix(".tsv")
SLUR = -5  # AFINN's lowest score


def aligned_lines(folder: Path) -> pl.DataFrame:
    """language, foreign, english: each distinct pair of lines, of all files `pairs.en-XX.tsv` of a folder."""
    read = []
    for path in sorted(folder.glob("pairs.en-*.tsv")):
        lines = pl.read_csv(path, separator="\t", quote_char=None, infer_schema=False)
        language = lines.columns[1].split("-")[0]
        read.append(lines.select(language=pl.lit(language), foreign=lines.columns[1], english=PIVOT))
    return pl.concat(read).drop_nulls().unique(maintain_order=True)


def names(lines: pl.DataFrame) -> pl.Series:
    """Words (folded) that English lines never write in lower case: people and places."""
    written = lines.select(word=tokens(pl.col("english"))).explode("word", empty_as_null=True)
    is_capital = pl.col("word").str.contains(r"^\p{Lu}")
    return (
        written.group_by(folded(pl.col("word")))
        .agg(is_name=is_capital.all())
        .filter("is_name")
        .get_column("word")
    )


def _words(lines: pl.DataFrame, side: str, language: str) -> pl.DataFrame:
    """line, word (folded), stem of each distinct word of each line."""
    words = (
        lines.select("line", word=tokens(pl.col(side)))
        .explode("word", empty_as_null=True)
        .with_columns(folded(pl.col("word")))
        .filter(pl.col("word").str.contains(r"^\p{L}+$"))
        .unique(maintain_order=True)
    )
    return words.with_columns(stem=stems(words["word"], language))


def _spelled(found: pl.DataFrame, foreign: pl.DataFrame, english: pl.DataFrame) -> pl.DataFrame:
    """Stem pairs as words: every form of the foreign stem, the English form most often said with it."""
    forms = foreign.select("line", "word", foreign="stem").unique()
    meant = english.select("line", said="word", english="stem").unique()
    return (
        found.join(forms, on="foreign")
        .join(meant, on=["line", "english"])
        .group_by("word", "foreign", "english", "weight", "said")
        .agg(n=pl.len())
        .sort("word", "english", "n", "said", descending=[False, False, True, False])
        .unique(["word", "english"], keep="first", maintain_order=True)
        .select("word", english="said", weight="weight")
    )


def learned(lines: pl.DataFrame) -> pl.DataFrame:
    """Translations of aligned lines, without names.

    Args:
        lines: language, foreign, english, as aligned_lines() gives them.
    Returns:
        language, word, english, weight: √ of the product of both directions' probabilities.
    """
    found = []
    for (language,), own in lines.group_by("language", maintain_order=True):
        numbered = own.with_row_index("line")
        foreign, english = _words(numbered, "foreign", str(language)), _words(numbered, "english", PIVOT)
        spelled = _spelled(stem_pairs(foreign, english, own.height), foreign, english)
        found.append(spelled.select(pl.lit(language).alias("language"), pl.all()))
    return pl.concat(found).filter(~pl.col("english").is_in(names(lines).implode()))


def compiled(path: Path) -> pl.DataFrame:
    """language, word, english, weight: a word of several meanings divides its weight among them."""
    wide = pl.read_csv(path, separator="\t", infer_schema=False)
    return (
        wide.unpivot(index="english", variable_name="language", value_name="word")
        .drop_nulls()
        .with_columns(pl.col("word").str.split("|"))
        .explode("word", empty_as_null=True)
        .unique(maintain_order=True)
        .with_columns(weight=(1 / pl.len().over("language", "word")).round(3))
        .select("language", "word", "english", "weight")
    )


def slurs(folder: Path) -> pl.Series:
    """English words that AFINN rates lowest: what no report needs translated."""
    rated = pl.read_csv(folder / "en.tsv", separator="\t", quote_char=None, infer_schema=False)
    return rated.filter(pl.col("score").cast(pl.Int64) <= SLUR)["word"]


def table(lines: pl.DataFrame, left_out: pl.Series, path: Path) -> pl.DataFrame:
    """The shipped table: language, word, english, weight, source; of a pair found twice the compiled row."""
    both = [
        compiled(path).with_columns(source=pl.lit("compiled")),
        learned(lines)
        .filter(~pl.col("english").is_in(left_out.implode()))
        .with_columns(source=pl.lit("learned")),
    ]
    return (
        pl.concat(both)
        .unique(["language", "word", "english"], keep="first", maintain_order=True)
        .sort("language", "word", "weight", "english", descending=[False, False, True, False])
    )


def main(argv: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m models.training.translations", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the permitted sets")
    parser.add_argument("--out", type=Path, default=TRANSLATIONS, help="file to write (default: the shipped)")
    given = parser.parse_args(argv)
    train = given.data / "train"
    if not train.is_dir():
        sys.stderr.write(f"{train}: no such folder; name the one that holds the training sets.\n")
        return 2
    found = table(aligned_lines(train / "xed"), slurs(train / "afinn"), COMPILED)
    found.write_parquet(given.out, compression="zstd", compression_level=19, statistics=False)
    for language, words in found.group_by("language").agg(pl.col("word").n_unique()).sort("language").rows():
        sys.stdout.write(f"{language}  {words} words\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
