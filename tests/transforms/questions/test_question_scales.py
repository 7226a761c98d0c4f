"""On which scale answers are: by wording, by labels, by themselves, or asked about."""

import polars as pl
import pytest

from transforms.questions.deciding import finding
from transforms.questions.finding import Finding
from transforms.questions.told import Told

SATISFIED = "How satisfied are you with us?"
LIKELY = "How likely are you to recommend us?"


def found(
    title: str, answers: list[str], told: Told | None = None, earlier: Told | None = None, column: str = ""
) -> Finding:
    return finding(column or title, title, pl.Series(answers, dtype=pl.String), told, earlier)


@pytest.mark.parametrize(
    ("title", "answers", "metric", "scale"),
    [
        (LIKELY, ["10", "7"], "nps", (0, 10)),
        (LIKELY, [], "nps", (0, 10)),
        (LIKELY, ["Extremely likely - 10", "8", "Not at all likely - 0"], "nps", (0, 10)),
        (LIKELY, ["Extremely likely", "9", "Not at all likely", "7"], "nps", (0, 10)),
        (f"{LIKELY} (0 = not at all, 10 = very)", ["3", "4", "5"] * 9, "nps", (0, 10)),
        (SATISFIED, ["5", "4", "1"] * 4, "csat", (1, 5)),
        (SATISFIED, ["10", "4", "0"], "csat", (0, 10)),
        (f"{SATISFIED} (1-7)", ["5"], "csat", (1, 7)),
        (SATISFIED, ["5 - Very satisfied", "4", "3"], "csat", (1, 5)),
        (SATISFIED, ["4/5", "5/5"], "csat", (1, 5)),
        (SATISFIED, ["Very satisfied", "Sehr zufrieden", "Neutre", "N/A"], "csat", (1, 5)),
        (SATISFIED, ["Extremely satisfied", "Very satisfied", "Not so satisfied"], "csat", (1, 5)),
        (SATISFIED, ["Satisfait", "Neutre", "Insatisfait"] * 7, "csat", (1, 3)),
        ("It was easy to get help.", ["Agree", "Somewhat agree", "Neutral"], "ces", (1, 7)),
        ("How easy or difficult was it?", ["Very easy", "Difficult"], "ces", (1, 5)),
        (SATISFIED, ["5"] * 11 + ["-", "NaN", "#N/A"] * 9, "csat", (1, 5)),
        ("Rate our delivery", ["★★★★★", "★★★☆☆"], "rating", (1, 5)),
    ],
)
def test_a_scale_that_the_evidence_tells(title: str, answers: list[str], metric: str, scale: tuple[int, int]):
    one = found(title, answers)
    assert (one.metric, one.scale, one.ask, one.read) == (metric, scale, "", len(answers))


@pytest.mark.parametrize(
    ("title", "answers", "problem"),
    [
        (LIKELY, ["1", "3", "5", "4", "5"], "all from 1 to 5"),
        (LIKELY, ["11", "11", "9", "8"], "11 are not on 0–10"),
        (f"{LIKELY} (1-10)", ["9"], "wording says 1–10"),
        (LIKELY, ["Very likely", "Unlikely"], "words"),
        (SATISFIED, ["5", "4", "3"], "may be on 1–5 or 1–7"),
        (SATISFIED, ["6", "4", "3"], "may be on 1–7 or 1–10"),
        (SATISFIED, ["4", "5", "3"] * 10 + ["9", "10", "8"] * 10, "mixture"),
        (SATISFIED, ["1 - Very satisfied", "5 - Very dissatisfied"], "low numbers"),
        ("Wie zufrieden sind Sie? (1 = sehr zufrieden, 5 = sehr unzufrieden)", ["1"], "low numbers"),
        ("How easy or difficult was it? (1-5)", ["2"], "which end is easy"),
        (SATISFIED, ["Very satisfied", "Satisfied", "Dissatisfied", "Very dissatisfied"] * 13, "points"),
    ],
)
def test_what_evidence_does_not_tell_is_asked(title: str, answers: list[str], problem: str):
    one = found(title, answers)
    assert one.metric == "none"
    assert problem in one.ask
    assert f'[questions."{title}"]\nmetric = ' in one.ask


def test_few_answers_leave_a_scale_open_that_many_settle():
    assert [bool(found(SATISFIED, ["5", "4"] * n).ask) for n in (5, 6)] == [True, False]  # 11 settle it


def test_one_answer_off_the_scale_is_a_slip_and_no_question():
    one = found(LIKELY, ["9", "8", "12"])
    assert (one.metric, one.answers, one.read) == ("nps", 3, 2)


def test_what_a_person_says_stands_over_wording_and_answers():
    told = Told(metric="csat", scale=(1, 10), is_reversed=True, null_values=("99",))
    one = found("Q7", ["5", "99", "4"], told)
    assert (one.metric, one.scale, one.is_reversed, one.answers) == ("csat", (1, 10), True, 2)
    assert found(LIKELY, ["9"], Told(metric="ignore")).metric == "none"


def test_a_month_of_other_values_is_read_as_the_month_before():
    before = found(SATISFIED, ["5", "3", "2"] * 9)
    assert found(SATISFIED, ["5", "5"], earlier=before.told).scale == (1, 5)
    assert "earlier files were on 1–5" in found(SATISFIED, ["9", "10", "5"], earlier=before.told).ask
    assert found(LIKELY, ["3"] * 9, earlier=found(LIKELY, ["9"]).told).metric == "nps"


@pytest.mark.parametrize(
    ("title", "answers", "expected"),
    [
        ("What could we improve?", ["All", "Price"], "text"),
        (SATISFIED, ["I was quite happy with all of it", "The queue took me far too long"], "text"),
        ("Q8", ["I was quite happy with it", "The queue took too long", "Nothing more to say here"], "text"),
        ("What could we improve?", ["1", "2"], "none"),
        ("What is your age group?", ["18-24", "25-34"], "segment"),
        ("Q9", ["Red", "Blue"] * 15, "segment"),
        ("Q9", ["Red", "Blue"], "none"),
        ("How well do we meet your needs?", ["Extremely well", "Very well", "Not so well"] * 10, "none"),
        ("Q9", ["a@example.com", "b@example.com"] * 15, "none"),
        (SATISFIED, ["Yes", "No"], "none"),
    ],
)
def test_the_rest_is_text_segment_or_nothing(title: str, answers: list[str], expected: str):
    assert found(title, answers).metric == expected


def test_a_group_of_scores_is_no_answer():
    assert found(LIKELY, ["Promoter", "Detractor"], column="Q1_NPS_GROUP").metric == "none"
    assert found("Why?", ["Positive", "Mixed"], column="Q5 - Sentiment").metric == "none"
