"""A description proposed for an export that nobody knows."""

import tomllib

import pytest
from exports import HEADERS, ROLES, ROWS, sample, values
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.completing import completed
from transforms.describe import describe
from transforms.description import Description
from transforms.drafting.drafting import Draft, drafted
from transforms.heads import Head
from transforms.privacy import Pseudonymiser
from transforms.recognise import match
from transforms.showing import either_way, first_rows


def draft(**columns: list[str | None]) -> Draft:
    return drafted("shop", "shop.csv", Head.of_names(columns), sample(columns))


def roles(found: Draft) -> dict[str, str]:
    return {one.column: one.meaning for one in found.choices}


def scores(*numbers: int) -> list[str | None]:
    return [str(numbers[place % len(numbers)]) for place in range(ROWS)]


TEXTS = values()["text"]


@pytest.mark.parametrize("language", HEADERS)
def test_headers_of_eight_languages_are_taken_for_what_they_are(language):
    columns = dict(zip(HEADERS[language], values().values(), strict=True))
    found = draft(**columns)
    assert roles(found) == dict(zip(HEADERS[language], ROLES, strict=True))
    assert found.questions == ()


def test_a_draft_without_questions_loads_as_it_is_and_holds_no_value_of_the_file():
    columns = dict(zip(HEADERS["de"], values().values(), strict=True))
    found = draft(**columns)
    description = Description.model_validate(tomllib.loads(found.toml))
    recognition = completed(match(list(columns), description), Head.of_names(columns), sample(columns))
    assert (recognition.asks, recognition.absent) == ((), ())
    loaded = describe(sample(columns), recognition.description, Pseudonymiser(b"k" * 32))
    assert (loaded.feedback.height, loaded.rejects.height) == (ROWS, 0)
    assert not any(
        value in found.toml for cells in columns.values() for value in cells if value and len(value) > 3
    )


def test_what_tells_who_it_is_is_not_shown():
    columns = dict(zip(HEADERS["de"], values().values(), strict=True)) | {
        "Kommentar": ["Call me: a@example.com"] * ROWS
    }
    found = draft(**columns)
    rows = first_rows(describe(sample(columns), found.description, Pseudonymiser(b"k" * 32)))
    assert len(rows) == 10
    assert (rows[0]["customer"], rows[0]["text"], rows[0]["country"]) == ("…", "Call me: [e-mail]", "NA")
    assert "example.com" not in str(rows)
    assert "K1" not in str(rows)


@pytest.mark.parametrize(
    ("columns", "question"),
    [
        ({"Comment": TEXTS, "Date": [f"0{one % 9 + 1}/05/2024" for one in range(ROWS)]}, "is the day first"),
        ({"Comment": TEXTS, "Rating": scores(0, 1, 2, 3, 4, 5)}, 'is 0 a score, or "not rated"?'),
        ({"Comment": TEXTS, "Rating": scores(2, 3, 4)}, "which are the ends of its scale?"),
        ({"Comment": TEXTS, "Effort score": scores(1, 2, 3, 4, 5)}, "is a low score the good one?"),
        ({"Comment": TEXTS, "Feedback": TEXTS[::-1]}, '"Comment" and "Feedback" look like the text'),
    ],
)
def test_what_only_a_person_can_say_is_asked_and_nothing_loads_until_then(columns, question):
    found = draft(**columns)
    (asked,) = found.questions
    assert question in asked
    recognition = completed(match(list(columns), found.description), Head.of_names(columns), sample(columns))
    assert any(asked in ask for ask in recognition.asks)


def test_a_mixture_of_two_scales_is_asked_about():
    found = draft(
        Comment=TEXTS * 2,
        Rating=scores(1, 2, 3, 4, 5) + scores(2, 4, 6, 8, 10),
        Form=[None] * ROWS + ["new"] * ROWS,
    )
    assert found.questions == (
        '"Rating" goes to 5 where "Form" is blank, and to 10 where it is filled: are these two scales?',
    )
    (scale_where,) = found.description.feedback.rating.scale_where
    assert (scale_where.filled, scale_where.scale) == ("Form", (1, 10))


def test_scores_that_go_against_each_other_may_be_reversed():
    found = draft(Comment=TEXTS, Rating=scores(1, 2, 3, 4, 5), Schulnote=scores(5, 4, 3, 2, 1))
    assert '"Schulnote" may be reversed: is a low score the good one?' in found.questions


def test_of_a_header_in_other_words_the_values_decide():
    found = draft(
        data=TEXTS,
        x1=scores(1, 2, 3, 4, 5),
        thumbsUpCount=scores(0, 3, 90),
        flag=scores(0, 1),
        tel=["+49 30 123456"] * ROWS,
    )
    assert roles(found) == {
        "data": "text", "x1": "rating", "thumbsUpCount": "not read", "flag": "not read", "tel": "phone",
    }  # fmt: skip


def test_a_file_that_says_nothing_is_not_described():
    found = draft(colour=["red", "blue"] * 15)
    assert (found.toml, found.description) == ("", None)


def test_questions_in_words_are_left_to_what_reads_surveys():
    asked = "How likely are you to recommend us to a friend?"
    found = draft(
        **{"Respondent ID": [str(one) for one in range(ROWS)], asked: scores(*range(11)), "Why?": TEXTS}
    )
    assert found.description.questions
    assert roles(found) == {"Respondent ID": "record_key", asked: "question", "Why?": "question"}


CELLS = st.sampled_from(
    [
        None,
        "",
        "1",
        "5",
        "7,5",
        "1,234",
        "03/04/2024",
        "2024-05-01",
        "n/a",
        "yes",
        'He said "no"\n',
        "a@b.example",
        "é",
    ]
)
NAMES = st.sampled_from(
    [
        "Rating",
        "rating_",
        "Score",
        "overall",
        "source",
        "Date",
        "E-mail",
        "id",
        "id?",
        "Q1A",
        'x"; DROP',
        "\\",
        "ß",
        "Text",
    ]
)


@given(st.dictionaries(NAMES, st.lists(CELLS, min_size=4, max_size=4), min_size=1, max_size=8))
@settings(max_examples=20, deadline=None)
def test_whatever_the_columns_a_draft_is_a_description(columns):
    found = draft(**columns)
    if found.toml:
        assert Description.model_validate(tomllib.loads(found.toml)) == found.description
        describe(sample(columns), found.description, Pseudonymiser(b"k" * 32))


def test_columns_of_the_same_words_are_told_apart():
    found = draft(Q1FOOD=scores(1, 2, 3, 4, 5), Q2FOOD=scores(1, 2, 3, 4, 5), overall=scores(1, 2, 3, 4, 5))
    assert [one.aspect for one in found.description.ratings] == ["food", "q2food"]


@pytest.mark.parametrize(
    ("dates", "ways"),
    [
        (["03/04/2024", "05/06/2024"], ["dmy", "mdy"]),
        (["03-04-05", "05-06-07"], ["dmy", "mdy", "ymd"]),
        (["03-13-05", "05-06-07"], ["mdy"]),
        (["03-11-25", "05-06-27"], ["dmy", "mdy", "ymd"]),
    ],
    ids=str,
)
def test_a_preview_shows_each_way_in_which_dates_can_be_read(dates, ways):
    columns = {"Comment": TEXTS, "Date": [dates[one % 2] for one in range(ROWS)]}
    found = draft(**columns)
    every = [found.description, *found.others]
    assert [one.date_order for one in every] == ways
    assert len(found.questions) == (len(ways) > 1)
    assert all(f'("{way}")' in found.questions[0] for way in ways if len(ways) > 1)
    assert [way for way in ways[1:] if f'# or: date_order = "{way}"' in found.toml] == ways[1:]
    key = Pseudonymiser(b"k" * 32)
    rows = either_way(*(first_rows(describe(sample(columns), one, key)) for one in every))
    assert rows[1]["created_at"].count(" or ") == len(ways) - 1


def test_two_rows_are_enough_for_a_rating_that_is_called_one():
    found = draft(comment=["Great chairs, well made", "It broke on the second day"], stars=["5", "1"])
    assert roles(found) == {"comment": "text", "stars": "rating"}
    assert roles(draft(comment=["Great chairs", "It broke"], stars=["1", "0"]))["stars"] != "rating"
