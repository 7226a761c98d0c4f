"""`voc bench --ingest`: what it loads and prints; not how fast it is."""

from pathlib import Path

from command import voc

from models.bench_reviews import CHUNK_ROWS, bench_reviews


def test_as_many_reviews_are_loaded_as_wanted(tmp_path: Path) -> None:
    found = voc("bench", "--ingest", 700, "--json").json
    assert (found["rows"], found["loaded"]) == (700, 700)
    assert found["rows_per_second"] > 0
    assert found["peak_memory_mb"] >= found["memory_before_mb"] > 0


def test_reviews_are_the_same_at_every_call_and_hold_what_reviews_hold() -> None:
    first, second = bench_reviews(CHUNK_ROWS + 1)
    again, _ = bench_reviews(CHUNK_ROWS + 1)
    assert (first.height, second.height) == (CHUNK_ROWS, 1)
    assert first.equals(again)
    assert 250 <= len(first.write_csv(include_header=False).encode()) / CHUNK_ROWS <= 310
    for held in ('"', "\n", ",", "é", "ș", "@example.com", "IBAN"):
        assert first["body"].str.contains(held, literal=True).any(), held
