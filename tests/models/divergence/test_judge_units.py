"""Who counts, when and where: speakers, windows, order, the privacy floor."""

from datetime import datetime, timedelta, timezone

import polars as pl
import pytest
from spoken import AS_OF, WINDOWS, customers, judged, opinions, row_of, segments_of


def test_a_speaker_writing_sixty_times_counts_once() -> None:
    loud = [{"polarity": -1, "speaker": "loud", "days_ago": day} for day in range(60)]
    row = row_of(judged(opinions([*loud, *customers(0, 99)])))
    assert (row["negative"], row["customers"], row["verdict"]) == (1, 100, "isolated")
    assert len(row["evidence_ids"]) == 1


def test_the_latest_opinion_of_a_speaker_counts() -> None:
    changed = [
        {"polarity": -1, "speaker": "s", "days_ago": 20},
        {"polarity": 1, "speaker": "s", "days_ago": 5},
        {"polarity": -1, "speaker": "s", "days_ago": None},  # without a time: the oldest
    ]
    row = row_of(judged(opinions([*changed, *customers(0, 9)])))
    assert (row["negative"], row["positive"]) == (0, 10)


def test_at_the_same_time_a_rating_counts_before_a_text() -> None:
    both = [{"polarity": 1, "speaker": "s"}, {"polarity": -1, "speaker": "s", "origin": "text"}]
    assert row_of(judged(opinions([*both, *customers(0, 9)])))["negative"] == 0


def test_another_aspect_is_another_opinion() -> None:
    said = opinions([*customers(3, 7, speaker=None)])
    said = said.with_columns(speaker="feedback_id", aspect=pl.lit("price"))
    both = pl.concat([said, opinions(customers(0, 10)).with_columns(opinion_id="o2" + pl.col("opinion_id"))])
    judgement = judged(both)
    assert row_of(judgement, aspect="price")["negative"] == 3
    assert row_of(judgement, aspect="delivery")["negative"] == 0


def test_reach_is_the_share_of_all_who_spoke() -> None:
    said = opinions([*customers(0, 10), *customers(0, 30, aspect="overall")])
    judgement = judged(said)
    assert row_of(judgement, aspect="delivery")["reach"] == pytest.approx(10 / 40)
    assert row_of(judgement, aspect="overall")["reach"] == pytest.approx(30 / 40)


def test_each_window_holds_what_is_not_older_than_it() -> None:
    ages = [0, 29, 30, 89, 90, 200, 365, 900, None]
    said = opinions([row for age in ages for row in customers(0, 10, days_ago=age)])
    counts = judged(said, parameters=WINDOWS).divergence.select("window_days", "customers").rows()
    # Exclusive at its start: what is exactly 30 days old belongs to the next window.
    assert counts == [(None, 90), (365, 60), (90, 40), (30, 20)]


def test_windows_end_at_the_watermark_and_all_time_starts_with_the_first_opinion() -> None:
    said = opinions([*customers(0, 10), *customers(0, 1, days_ago=400)])
    judgement = judged(said, parameters=WINDOWS)
    month, always = row_of(judgement, window_days=30), row_of(judgement, window_days=None)
    assert (month["window_start"], month["window_end"]) == (AS_OF - timedelta(days=30), AS_OF)
    assert (always["window_start"], always["window_end"]) == (AS_OF - timedelta(days=400), AS_OF)
    assert always["as_of"] == AS_OF


def test_what_is_said_after_the_watermark_is_not_known_yet() -> None:
    said = opinions([*customers(0, 10), *customers(20, 0, days_ago=-1)])
    assert row_of(judged(said))["customers"] == 10
    assert row_of(judged(said, as_of=AS_OF + timedelta(days=1)))["customers"] == 30


def test_a_watermark_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        judged(opinions(customers(0, 10)), as_of=datetime(2025, 6, 1))


def test_the_same_moment_in_another_time_zone_is_the_same() -> None:
    said = opinions(customers(0, 10))
    abroad = said.with_columns(pl.col("created_at").dt.convert_time_zone("America/Sao_Paulo"))
    there = AS_OF.astimezone(timezone(timedelta(hours=-3)))
    assert judged(said).divergence.equals(judged(abroad, as_of=there).divergence)


def test_the_order_of_the_rows_changes_nothing() -> None:
    quoted = [
        {
            "polarity": (-1, 0, 1, 1)[number % 4],
            "speaker": f"s{number % 70}",
            "days_ago": number % 13,
            "origin": ("rating", "text")[number % 2],
            "aspect": ("delivery", "price")[number % 3 == 0],
            "quote": "It arrived late, and nobody could tell me the reason for it.",
        }
        for number in range(200)
    ]
    said = opinions(quoted)
    plans = segments_of(said, "plan", [f"p{number % 3}" for number in range(200)])
    first = judged(said, plans, parameters=WINDOWS)
    shuffled = judged(
        said.sample(fraction=1, shuffle=True, seed=3),
        plans.sample(fraction=1, shuffle=True, seed=4),
        parameters=WINDOWS,
    )
    assert first.divergence.equals(shuffled.divergence)
    assert first.quotes.equals(shuffled.quotes)
    assert not first.quotes.is_empty()


@pytest.mark.parametrize(("speakers", "is_shown"), [(4, False), (5, True)])
def test_a_small_cell_shows_nothing_but_its_size(speakers: int, is_shown: bool) -> None:
    said = opinions([*customers(speakers, 0, quote="They know me by name there."), *customers(0, 50)])
    plans = segments_of(said, "plan", ["rare"] * speakers + ["usual"] * 50)
    judgement = judged(said, plans)
    row = row_of(judgement, segment="rare")
    assert row["customers"] == speakers
    assert judgement.quotes.filter(pl.col("segment") == "rare").is_empty() != is_shown
    if not is_shown:
        assert row["verdict"] == "insufficient_evidence"
        assert row["reason"] == "Fewer than 5 customers: not shown, to protect them."
        hidden = set(row) - {"customers", "verdict", "reason", "aspect", "dimension", "segment"}
        hidden -= {"window_start", "window_end", "as_of", "model_version", "config_version"}
        assert {name: row[name] for name in hidden if row[name] is not None} == {}


def test_the_evidence_is_the_minoritys_latest_twenty_opinions() -> None:
    said = opinions([{"polarity": -1, "days_ago": 30 - number} for number in range(30)] + customers(0, 70))
    ids = row_of(judged(said))["evidence_ids"]
    assert ids == [f"o{number:05}" for number in range(29, 9, -1)]


def test_a_cell_without_a_minority_has_no_evidence_to_name() -> None:
    assert row_of(judged(opinions(customers(0, 100))))["evidence_ids"] == []
