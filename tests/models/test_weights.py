"""What weights say of texts: sums, the hash table that finds known pairs, chunks."""

import numpy as np
import polars as pl
import pytest

from models.chunks import in_chunks
from models.features import features
from models.sentiment import SentimentModel
from models.weights import Rows


@pytest.mark.parametrize("size", [0, 1, 2, 1000])
def test_each_number_finds_its_row_and_others_none(size: int) -> None:
    known = np.random.default_rng(0).choice(50_000_000, size, replace=False)
    table = Rows.by(known)
    assert table.of(known).tolist() == list(range(size))
    strangers = np.setdiff1d(np.arange(-5, 2000), known)
    assert (table.of(strangers) == -1).all()


def test_numbers_that_collide_are_told_apart() -> None:
    known = np.arange(0, 2**40, 2**22)  # 262,144 numbers, all alike in their lower bits
    table = Rows.by(known)
    assert (table.of(known) == np.arange(len(known))).all()
    assert (table.of(known + 1) == -1).all()


def test_chunks_come_back_in_order_and_cover_every_row_once() -> None:
    assert in_chunks(7, 3, lambda chunk: list(range(7))[chunk]) == [[0, 1, 2], [3, 4, 5], [6]]
    assert in_chunks(0, 3, lambda chunk: [][chunk]) == [[]]


def test_sums_are_those_of_the_evidence_token_by_token() -> None:
    weights = SentimentModel.load().weights
    texts = pl.Series(["Not a very good app, it crashes", "", "Sehr gut, leider nicht billig 👍", None])
    seen = features(texts, pl.Series(["en", "en", "de", None]))
    sums = weights.sums(seen, weights.known_words(seen))
    for head, evidence in weights.evidence(seen).items():
        assert sums[head].tolist() == seen.sums(evidence.per_token()).tolist()
    assert sums["polarity"][0] != 0
