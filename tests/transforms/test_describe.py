"""A raw frame becomes canonical frames: every line in records or in rejects, and what each row says."""

import textwrap
import tomllib
from datetime import UTC, datetime

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.contracts import Canonical
from transforms.describe import describe
from transforms.description import Description
from transforms.privacy import Pseudonymiser
from transforms.values import raw_name

PSEUDONYMISER = Pseudonymiser(b"k" * 32)
SURVEY = """
    name = "survey"
    title = "A survey with two scales, codes, weights and sub-ratings"
    channel = "survey"
    decimal = ","
    zone = "Europe/Paris"
    language = "fr"
    [recognise]
    columns = ["id", "nps"]
    [record]
    key = ["id"]
    [customer]
    key = "no"
    namespace = "crm"
    email = "mail"
    [feedback]
    created_at = { column = "day", formats = ["%d/%m/%Y"] }
    text = "comment"
    language = "lang"
    weight = "weight"
    author = "by"
    [feedback.rating]
    column = "stars"
    scale = [1, 5]
    scale_where = [{ filled = "new_form", scale = [1, 10] }]
    [attributes]
    gender = { column = "sex", values = { 1 = "male", 2 = "female" }, null_values = ["0"] }
    line = "line"
    company_size = "staff"
    is_active = "active"
    [[answers]]
    survey = "s"
    metric = "nps"
    column = "nps"
    scale = [0, 10]
    null_values = ["11"]
    [[answers]]
    survey = "s"
    metric = "ces"
    column = "effort"
    scale = [1, 5]
    is_reversed = true
    [[ratings]]
    aspect = "price"
    column = "price"
    scale = [1, 5]
"""


def description(text: str = SURVEY) -> Description:
    return Description.model_validate(tomllib.loads(textwrap.dedent(text)))


def described(*rows: dict[str, str | None], of: str = SURVEY) -> Canonical:
    names = dict.fromkeys(name for row in rows for name in row)
    columns = {raw_name(name): pl.Series([row.get(name) for row in rows], dtype=pl.String) for name in names}
    lines = pl.Series(range(2, 2 + len(rows)), dtype=pl.Int64)
    return describe(pl.DataFrame({"line": lines, **columns}), description(of), PSEUDONYMISER)


def row(**values: str | None) -> dict[str, str | None]:
    return {"id": "1", "nps": None, **values}


def test_a_wide_row_becomes_answers_ratings_attributes_and_a_text():
    found = described(
        row(nps="9", effort="2", stars="4", price="1", sex="2", staff="1.250", comment=" Bien ")
    )
    assert found.survey_answers.select("metric", "score", "is_reversed", "band").rows() == [
        ("nps", 9.0, False, "promoter"),
        ("ces", 2.0, True, "easy"),           # 2 of 1-5 reversed reads as 4
    ]  # fmt: skip
    assert found.ratings.select("aspect", "score", "rating_unit").rows() == [("price", 1.0, 0.0)]
    assert found.feedback.select("text", "rating", "rating_unit", "declared_language").rows() == [
        ("Bien", 4.0, 0.75, "fr")
    ]
    assert sorted(found.feedback_attributes.rows()) == [(2, "company_size", "1250"), (2, "gender", "female")]
    assert found.rejects.is_empty()


def test_control_characters_are_no_part_of_a_text():
    found = described(row(comment="\x1b[31mTrès\x00 bien\x9b\x07,\r\n\tmerci\x7f"), row(comment="\x00\x85"))
    assert found.feedback["text"].to_list() == ["[31mTrès  bien  ,\r\n\tmerci", None]


def test_what_was_not_answered_is_absent_and_never_zero():
    found = described(row(nps="11", stars="", price=" ", sex="0"))
    assert found.survey_answers.is_empty()
    assert found.ratings.is_empty()
    assert found.feedback_attributes.is_empty()
    scored = found.feedback.select("rating", "rating_min", "rating_max", "rating_unit", "created_at", "text")
    assert scored.rows() == [(None,) * 6]


def test_the_scale_that_holds_in_a_row():
    found = described(row(stars="5"), row(id="2", stars="8", new_form="x"), row(id="3", stars="8"))
    assert found.feedback.select("line", "rating_max", "rating_unit").rows() == [
        (2, 5.0, 1.0),
        (3, 10.0, 7 / 9),
    ]
    assert found.rejects.select("line", "column_name", "reason").rows() == [
        (4, "stars", "8 is not on the declared scale 1–5")
    ]


@pytest.mark.parametrize(
    ("wrong", "column", "reason"),
    [
        ({"nps": "10,5"}, "nps", "10,5 is not on the declared scale 0–10"),
        ({"nps": "9.5"}, "nps", '"9.5" is not a number'),
        ({"nps": "-1"}, "nps", "-1 is not on the declared scale 0–10"),
        ({"price": "five"}, "price", '"five" is not a number'),
        ({"day": "05/31/2024"}, "day", '"05/31/2024" is not a date and time (%d/%m/%Y)'),
        ({"active": "perhaps"}, "active", '"perhaps" is neither yes nor no'),
        ({"weight": "-0,5"}, "weight", "-0.5 is negative, which no weight is"),
        ({"id": "  "}, "id", "is empty, and the record's key needs it"),
    ],
)
def test_one_bad_value_rejects_its_row_with_the_reason(wrong, column, reason):
    found = described(row(), row(**{"id": "2"} | wrong))
    assert found.rejects.select("line", "column_name", "reason").rows() == [(3, column, reason)]
    assert found.records["line"].to_list() == found.feedback["line"].to_list() == [2]


def test_a_rejected_row_shows_nothing_of_the_person():
    person = {"no": "C-77", "mail": "ana@x.example", "by": "Ana P.", "comment": f"{'x' * 395} bob@y.example"}
    (raw,) = described(row(nps="99", **person)).rejects["raw"]
    assert raw.startswith("1 | 99 | xxx")
    assert len(raw) <= 400
    assert not any(part in raw for part in ("C-77", "ana@", "Ana", "bob"))


def test_times_are_read_in_the_zone_of_the_source():
    found = described(row(day="31/05/2024"))
    assert found.feedback["created_at"].to_list() == [datetime(2024, 5, 30, 22, tzinfo=UTC)]


@pytest.mark.parametrize(
    ("written", "code"),
    [("EN", "en"), ("pt-BR", "pt"), ("de_AT", "de"), ("english", "en"), ("both", "fr"), ("", "fr")],
)
def test_the_declared_language(written, code):
    assert described(row(lang=written)).feedback["declared_language"].to_list() == [code]


def keys(**values: str | None) -> tuple[str, str]:
    (found,) = described(row(**values)).records.select("record_key", "row_hash").rows()
    return found


def test_the_same_values_are_the_same_content_however_they_are_written():
    assert keys(nps="9", day="1/5/2024") == keys(nps=" 9,0 ", day="01/05/2024", comment="")
    assert keys(nps="9")[0] == keys(nps="8")[0]
    assert keys(nps="9")[1] != keys(nps="8")[1]
    assert keys(comment="write to a@x.example")[1] != keys(comment="write to b@x.example")[1]


def test_keys_are_pseudonyms():
    found = described(row(no="C-77", by="Ana"))
    assert found.feedback["speaker_key"].to_list() == [PSEUDONYMISER.pseudonym("customer:crm", "C-77")]
    assert found.feedback["author_id"].to_list() == [PSEUDONYMISER.pseudonym("author:survey", "Ana")]
    assert found.records["record_key"].to_list() == [PSEUDONYMISER.pseudonym("record:survey", "1")]


PROFILE = """
    name = "crm"
    title = "Customers by e-mail"
    [recognise]
    columns = ["mail", "plan"]
    [customer]
    email = "mail"
    name = "who"
    [profile]
    valid_from = "since"
    [profile.attributes]
    plan = "plan"
    customer_since = "joined"
    lifetime_value = "spent"
"""


def test_a_profile_keeps_what_is_known_in_canonical_text():
    known = {"plan": "Pro", "joined": "2024-05-31", "spent": "1,200.50", "since": "2025-01-01"}
    found = described({"mail": "ana@x.example", **known}, of=PROFILE)
    assert sorted(found.customer_attributes.select("attribute", "value").rows()) == [
        ("customer_since", "2024-05-31T00:00:00Z"),
        ("lifetime_value", "1200.5"),
        ("plan", "Pro"),
    ]
    assert found.customer_records["valid_from"].to_list() == [datetime(2025, 1, 1, tzinfo=UTC)]


@pytest.mark.parametrize("mail", ["", None, "n/a", "unknown"])
def test_a_profile_of_nobody_is_rejected_not_lost(mail):
    found = described({"mail": mail, "plan": "Pro"}, of=PROFILE)
    assert (found.records.height, found.customer_records.height) == (0, 0)
    assert found.rejects["column_name"].to_list() == ["mail"]


def test_a_file_without_the_optional_columns_loads_as_unknown():
    found = described({"id": "1", "nps": "3"})
    assert found.feedback.select("speaker_key", "author_id", "created_at", "text").rows() == [(None,) * 4]
    assert found.identities.is_empty()
    assert found.delivered_links.is_empty()


CELLS = st.sampled_from([None, "", " ", "0", "1", "5", "11", "x", "31/05/2024", "a@x.example", "é" * 50])
NAMES = list(description().columns)


@given(st.lists(st.fixed_dictionaries(dict.fromkeys(NAMES, CELLS)), min_size=1, max_size=6))
@settings(max_examples=40, deadline=None)
def test_a_line_is_in_records_or_in_rejects_and_never_in_both(rows):
    found = described(*rows)
    loaded, rejected = found.records["line"].to_list(), set(found.rejects["line"])
    assert sorted([*loaded, *rejected]) == list(range(2, 2 + len(rows)))
    for frame in (found.feedback, found.survey_answers, found.ratings, found.feedback_attributes):
        assert set(frame["line"]) <= set(loaded)
    assert found.feedback.height == len(loaded)


def test_nps_is_a_whole_number():
    found = described(row(nps="7,5"), row(id="2", nps="7,0"))
    assert found.records["line"].to_list() == [3]
    assert found.rejects["reason"].to_list() == ["7,5 is no whole number, as NPS needs"]


def test_an_attribute_names_nobody():
    found = described(row(sex="ask ana@firma.example"))
    assert found.feedback_attributes["value"].to_list() == ["ask [e-mail]"]


def test_spellings_of_nothing_hold_for_numbers_and_times_and_never_for_words():
    namibia = SURVEY.replace('line = "line"', 'country = "land"')
    found = described(
        row(stars="n.v.t.", effort="k.A.", weight="NaN", day="s/o", active="#N/A", staff="-", land="NA"),
        row(id="2", weight="inf", comment="n/a", sex="nan"),
        of=namibia,
    )
    assert found.feedback_attributes.rows() == [(2, "country", "NA")]
    assert found.rejects.select("line", "reason").rows() == [(3, '"inf" is not a number')]
    assert found.feedback.select("rating", "created_at").rows() == [(None, None)]


def test_addresses_are_redacted_however_they_are_hidden():
    found = described(row(comment="write to jane&#64;example.com, or j\u200bane@example.com &amp; co"))
    assert found.feedback["text"].to_list() == ["write to [e-mail], or [e-mail] & co"]


def test_a_score_may_name_its_best_which_must_be_that_of_the_scale():
    found = described(row(stars="4/5"), row(id="2", stars="★★☆☆☆"), row(id="3", stars="4/10"))
    assert found.feedback["rating"].to_list() == [4.0, 2.0]
    assert found.rejects["reason"].to_list() == ["4/10 is not on the declared scale 1–5"]


def test_texts_alone_can_be_loaded():
    found = described({"said": "It works"}, of=NOTES)
    assert (found.feedback["text"].to_list(), found.rejects.height) == (["It works"], 0)


NOTES = """
    name = "notes"
    title = "Notes"
    channel = "crm_note"
    [recognise]
    columns = ["said"]
    [feedback]
    text = "said"
"""
