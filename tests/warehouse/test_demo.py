"""The demo's exports, read back from the files alone: counts, planted truths, languages, defects."""

import csv
import hashlib
import math
import re
from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from pathlib import Path
from statistics import mean

import polars as pl
import pytest

from warehouse.demo import PLANTED, DemoExports, Planted, write_demo
from warehouse.demo.reviews import FORMULA, SCRIPT
from warehouse.demo.wording import LANGUAGES, TOPICS, phrases

AS_OF = date(2026, 6, 30)
SEEDS = (7, 8)
BANDS = (("1-9", 1, 9), ("10-49", 10, 49), ("50-249", 50, 249), ("250-999", 250, 999), ("1000+", 1000, 10**6))
COLUMN_OF = {
    "plan": "Plan", "industry": "Industry", "country": "Country", "role": "Role", "use_case": "Use case",
    "gender": "Gender",
}  # fmt: skip
Rows = list[dict[str, str]]


def rows_of(path: Path, separator: str) -> Rows:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=separator))


class Written:
    """The three files of a seed, read back."""

    def __init__(self, exports: DemoExports) -> None:
        self.exports = exports
        self.customers = pl.read_excel(exports.customers, sheet_name="Customers").to_dicts()
        self.reviews = rows_of(exports.reviews, ";")
        self.survey = rows_of(exports.survey, ",")
        self.segments = {row["Customer No"]: segments_of(row) for row in self.customers}


def segments_of(row: dict[str, object]) -> dict[str, str]:
    employees = row["Employees"]
    size = "unknown"
    if isinstance(employees, int):
        size = next(band for band, fewest, most in BANDS if fewest <= employees <= most)
    others = {dimension: str(row[column] or "unknown") for dimension, column in COLUMN_OF.items()}
    return {"all": "all", "company_size": size, **others}


@pytest.fixture(scope="module", params=SEEDS)
def demo(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Written:
    return Written(write_demo(tmp_path_factory.mktemp("demo"), seed=request.param))


def counts(demo: Written, aspect: str, dimension: str, segment: str) -> tuple[int, int]:
    """Complaining and polar customers, by the latest opinion of each over the year up to as-of."""
    latest = {
        row["customer_no"]: int(row[aspect.replace(" ", "_")])
        for row in sorted(demo.survey, key=lambda row: row["answered_at"])
        if date.fromisoformat(row["answered_at"][:10]) > AS_OF - timedelta(days=365)
        and row[aspect.replace(" ", "_")] in {"1", "2", "3", "4", "5"}
        and demo.segments[row["customer_no"]][dimension] == segment
    }
    complaining = sum(score <= 2 for score in latest.values())
    return complaining, complaining + sum(score >= 4 for score in latest.values())


def excludes(complaining: int, polar: int, share: float) -> bool:
    """Whether the 95 % beta-binomial confidence sequence (uniform mixture) excludes the share.

    The mixture's likelihood is B(k + 1, n - k + 1); the share is excluded from 20 times its own upwards.
    """
    praising = polar - complaining
    mixture = math.lgamma(complaining + 1) + math.lgamma(praising + 1) - math.lgamma(polar + 2)
    own = complaining * math.log(share) + praising * math.log(1 - share)
    return mixture - own >= math.log(20)


def verdict(complaining: int, polar: int) -> tuple[str, str | None]:
    """Verdict and kind of a cell by itself: isolated below 10 %, trend above 20 %."""
    share = complaining / polar
    if share < 0.1 and excludes(complaining, polar, 0.1):
        return ("isolated", None) if complaining else ("consensus", "consensus_praise")
    if share > 0.9 and excludes(complaining, polar, 0.9):
        return "consensus", "consensus_complaint"
    if share > 0.2 and excludes(complaining, polar, 0.2):
        return "trend", None if excludes(complaining, polar, 0.5) else "polarity"
    return "insufficient_evidence", None


def has_trend_below(demo: Written, aspect: str) -> bool:
    cells = {cell for segments in demo.segments.values() for cell in segments.items() if cell[0] != "all"}
    found = ((cell, counts(demo, aspect, *cell)) for cell in sorted(cells))
    return any(polar and verdict(complaining, polar)[0] == "trend" for _, (complaining, polar) in found)


@pytest.mark.parametrize("truth", PLANTED, ids=lambda truth: f"{truth.aspect}, {truth.segment}")
def test_each_planted_truth_is_in_the_files(demo: Written, truth: Planted):
    complaining, polar = counts(demo, truth.aspect, truth.dimension, truth.segment)
    found, kind = verdict(complaining, polar)
    if truth.dimension == "all" and found == "isolated" and has_trend_below(demo, truth.aspect):
        found = "see_segment"
    assert found in truth.verdicts, f"{complaining} of {polar}"
    assert truth.kind in (None, kind)


def test_the_planted_numbers_are_large_enough(demo: Written):
    complaining, polar = counts(demo, "ease of use", "company_size", "1-9")
    assert complaining / polar == pytest.approx(0.45, abs=0.02)
    complaining, polar = counts(demo, "ease of use", "all", "all")
    assert complaining / polar < 0.07
    complaining, polar = counts(demo, "reliability", "all", "all")
    assert (complaining / polar, polar >= 250) == (pytest.approx(0.01, abs=0.003), True)
    complaining, polar = counts(demo, "support", "plan", "Enterprise")
    assert (complaining, polar >= 120) == (0, True)
    complaining, polar = counts(demo, "mobile app", "all", "all")
    assert (complaining, polar >= 80) == (polar, True)
    assert counts(demo, "support", "industry", "Aerospace") == (2, 7)


def nps(rows: Rows) -> float:
    scores = [int(row["nps"]) for row in rows]
    return 100 * (sum(score >= 9 for score in scores) - sum(score <= 6 for score in scores)) / len(scores)


def test_nps_of_the_free_plan_falls_in_the_last_quarter_and_nowhere_else(demo: Written):
    cells: defaultdict[tuple[bool, bool], Rows] = defaultdict(list)
    for row in {row["response_id"]: row for row in demo.survey if row["nps"] != "11"}.values():
        is_free = demo.segments[row["customer_no"]]["plan"] == "Free"
        cells[is_free, row["answered_at"] >= "2026-04-01"].append(row)
    assert nps(cells[True, False]) - nps(cells[True, True]) > 40
    assert abs(nps(cells[False, False]) - nps(cells[False, True])) < 20


def test_mean_stars_hardly_move_between_half_years(demo: Written):
    stars: defaultdict[bool, list[int]] = defaultdict(list)
    for row in demo.reviews:
        if row["stars"]:
            stars[row["posted_at"] >= "2026-01-01"].append(int(row["stars"]))
    assert mean(stars[True]) == pytest.approx(mean(stars[False]), abs=0.25)


def test_same_seed_same_bytes_another_seed_other_bytes(tmp_path: Path):
    def hashes(folder: str, seed: int) -> list[str]:
        exports = write_demo(tmp_path / folder, seed=seed)
        paths = (exports.customers, exports.reviews, exports.survey)
        return [hashlib.sha256(path.read_bytes()).hexdigest() for path in paths]

    first, again, other = hashes("first", 7), hashes("again", 7), hashes("other", 8)
    assert first == again
    assert not set(first) & set(other)


def test_as_of_moves_the_feedback(tmp_path: Path):
    survey = rows_of(write_demo(tmp_path, as_of=date(2024, 3, 15)).survey, ",")
    assert max(row["answered_at"] for row in survey)[:10] == "2024-03-15"


def test_line_counts_are_those_of_the_files(demo: Written):
    exports = demo.exports
    read = (len(demo.customers), len(demo.reviews), len(demo.survey))
    assert read == (exports.customer_lines, exports.review_lines, exports.survey_lines) == (900, 1100, 1000)
    assert exports.reviews.read_bytes().startswith(b"\xef\xbb\xbf")


def test_defects_are_there_as_recorded(demo: Written):
    exports = demo.exports
    assert sum(row["nps"] == "11" for row in demo.survey) == exports.off_scale_nps == 3
    whole_rows = Counter(tuple(row.values()) for row in demo.survey)
    assert sum(times - 1 for times in whole_rows.values()) == exports.repeated_survey_lines == 4
    assert len({row["response_id"] for row in demo.survey}) == 1000 - 4
    assert sum(not is_date(row["posted_at"]) for row in demo.reviews) == exports.impossible_dates == 2
    *earlier, later = demo.reviews
    corrected = [row for row in earlier if row["review_id"] == later["review_id"]]
    assert len(corrected) == exports.corrected_reviews == 1
    assert len({row["review_id"] for row in demo.reviews}) == 1100 - 1
    assert later["posted_at"] > corrected[0]["posted_at"]
    assert later["body"] != corrected[0]["body"]


def is_date(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def test_a_third_of_the_reviews_is_anonymous_and_a_third_of_the_comments_blank(demo: Written):
    assert mean(not row["customer_no"] for row in demo.reviews) == pytest.approx(1 / 3, abs=0.01)
    assert all(row["author"] for row in demo.reviews)
    assert mean(not row["comment"] for row in demo.survey) == pytest.approx(1 / 3, abs=0.05)
    assert any("\n" in row["body"] for row in demo.reviews)
    assert any('"' in row["body"] for row in demo.reviews)


def test_one_formula_and_one_script_stand_in_the_reviews(demo: Written):
    assert sum(row["body"].startswith(FORMULA) for row in demo.reviews) == 1
    assert sum(SCRIPT in row["body"] for row in demo.reviews) == 1


def sentences(language: str, mood: str, topics: tuple[str, ...] = TOPICS) -> set[str]:
    bank = phrases(language)
    return {sentence for topic in topics for sentence in bank[topic].get(mood, [])}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_topic_has_twelve_clauses_of_either_mood(language: str):
    for topic in TOPICS:
        for mood in ("positive", "negative"):
            assert len(set(phrases(language)[topic][mood])) >= 12, (topic, mood)
    assert len(set(phrases(language)["statements"]["neutral"])) >= 12
    assert phrases(language).keys() == phrases("en").keys()


def test_no_clause_belongs_to_two_languages_topics_or_moods():
    clauses = [
        clause
        for language in LANGUAGES
        for topic in TOPICS
        for mood in ("positive", "negative")
        for clause in phrases(language)[topic][mood]
    ]
    assert [clause for clause, times in Counter(clauses).items() if times > 1] == []


def test_all_eight_languages_are_spoken(demo: Written):
    for language in LANGUAGES:
        said = sentences(language, "positive") | sentences(language, "negative")
        comments = [row["comment"] for row in demo.survey if row["language"] == language and row["comment"]]
        assert len(comments) >= 30
        assert sum(any(clause in row["body"] for clause in said) for row in demo.reviews) >= 50
    assert {row["language"] for row in demo.survey} == set(LANGUAGES)


def test_texts_agree_with_the_stars_and_scores_beside_them(demo: Written):
    praise = {clause for language in LANGUAGES for clause in sentences(language, "positive")}
    blame = {clause for language in LANGUAGES for clause in sentences(language, "negative")}
    told = [(int(row["stars"]) - 3, row["body"]) for row in demo.reviews if row["stars"]]
    told += [((int(row["nps"]) > 8) - (int(row["nps"]) < 7), row["comment"]) for row in demo.survey]
    for score, text in told:
        wrong = blame if score > 0 else praise if score < 0 else set()
        assert not any(clause in text for clause in wrong), (score, text)


def test_nobody_blames_in_words_what_they_praise_in_numbers(demo: Written):
    for row in demo.survey:
        for topic in ("ease_of_use", "support", "price", "reliability"):
            if row[topic] in {"4", "5"}:
                blame = sentences(row["language"], "negative", (topic,))
                assert not any(clause in row["comment"] for clause in blame), row


def test_texts_are_varied(demo: Written):
    bodies = Counter(row["body"] for row in demo.reviews)
    assert len(bodies) >= 0.97 * len(demo.reviews)


def test_personal_data_is_invented(demo: Written):
    emails = [str(row["E-mail"]) for row in demo.customers]
    assert all(re.fullmatch(r"[a-z.\-0-9]+@[a-z0-9-]+\.example\.(com|org)", email) for email in emails)
    fictional = r"\+1 202-555-01\d\d|\+44 20 7946 09\d\d|\+49 30 23125 0\d\d|\+33 1 99 00 42 \d\d"
    phones = [str(row["Phone"]) for row in demo.customers if row["Phone"]]
    assert len(phones) > 200
    assert all(re.fullmatch(fictional, phone) for phone in phones)


def test_nobody_speaks_before_joining_or_after_leaving(demo: Written):
    spoken = [(row["customer_no"], row["answered_at"][:10]) for row in demo.survey]
    spoken += [(row["customer_no"], row["posted_at"][:10]) for row in demo.reviews if row["customer_no"]]
    known = {row["Customer No"]: row for row in demo.customers}
    for number, day in spoken:
        assert known[number]["Customer since"] <= date.fromisoformat(day) <= AS_OF
        assert date.fromisoformat(day) < (known[number]["Churned on"] or AS_OF + timedelta(days=1))
    assert {row["Active"] for row in demo.customers} == {"yes", "no"}
    assert all((row["Active"] == "no") == (row["Churned on"] is not None) for row in demo.customers)


def test_the_crm_has_gaps_and_all_segments(demo: Written):
    for column in ("Phone", "Industry", "Employees", "Age", "Gender", "Annual budget"):
        assert 0.01 < mean(row[column] is None for row in demo.customers) < 0.7, column
    spread = {dimension: {row[dimension] for row in demo.segments.values()} for dimension in COLUMN_OF}
    sizes = {segments["company_size"] for segments in demo.segments.values()}
    assert sizes == {band for band, *_ in BANDS} | {"unknown"}
    expected = {"plan": 4, "industry": 6, "country": 10, "role": 5, "use_case": 5, "gender": 3}
    assert {name: len(found - {"unknown"}) for name, found in spread.items()} == expected
