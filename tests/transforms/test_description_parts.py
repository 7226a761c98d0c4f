"""Parts of a description one by one: rows that count where another column says so, texts in several fields,
rows that are left out, questions spread over columns, other spellings, keys in lists."""

import textwrap
import tomllib

import polars as pl
import pytest

from transforms.contracts import Canonical
from transforms.describe import describe
from transforms.description import Description
from transforms.privacy import Pseudonymiser
from transforms.recognise import match
from transforms.values import raw_name

HEAD = """
    name = "parts"
    title = "Parts"
    channel = "survey"
    [recognise]
    columns = ["id"]
    [record]
    key = ["id"]
    [customer]
    key = "no"
    namespace = "crm"
    account = "firm"
"""


def read(parts: str, **columns: list[str | None]) -> Canonical:
    """What becomes of the columns under a description with these parts besides its head."""
    description = Description.model_validate(tomllib.loads(textwrap.dedent(HEAD + parts)))
    height = len(next(iter(columns.values())))
    ids = [str(number) for number in range(height)]
    raw = pl.DataFrame({"line": range(1, height + 1)}, schema={"line": pl.Int64}).with_columns(
        pl.Series(raw_name(name), values, dtype=pl.String) for name, values in {"id": ids, **columns}.items()
    )
    return describe(raw, description, Pseudonymiser(b"k" * 32))


def test_a_value_counts_where_another_column_says_so():
    where = """
        [feedback]
        text = "said"
        [[answers]]
        survey = "s"
        metric = "nps"
        column = "score"
        scale = [0, 10]
        where = { column = "kind", values = ["nps"], or_blank = true }
        [[answers]]
        survey = "s"
        metric = "csat"
        column = "score"
        scale = [1, 5]
        where = { column = "kind", values = ["CSAT"] }
    """
    found = read(
        where, said=["a", "b", "c", "d"], score=["9", "5", "8", "7"], kind=["NPS", "csat", None, "x"]
    )
    assert found.survey_answers.select("line", "metric", "score").sort("line").rows() == [
        (1, "nps", 9.0), (2, "csat", 5.0), (3, "nps", 8.0)
    ]  # fmt: skip
    assert found.rejects.is_empty()


def test_a_text_in_several_fields_is_one_and_a_field_may_count_in_some_rows_only():
    also = """
        [feedback]
        [feedback.text]
        column = "pro"
        also = ["con", { column = "note", where = { column = "by", values = ["me"] } }]
    """
    found = read(
        also,
        pro=["fast", None, None],
        con=["dear", "dear", " "],
        note=["x", "y", "z"],
        by=["you", "me", "you"],
    )
    assert found.feedback["text"].to_list() == ["fast\ndear", "dear\ny", None]


@pytest.mark.parametrize(("values", "left"), [('values = ["TRUE", "1"]\n', [1, 3]), ("", [1, 2, 3])])
def test_rows_that_are_left_out_say_why(values: str, left: list[int]):
    skip = f"""
        [[skip]]
        column = "gone"
        {values.strip()}
        reason = "deleted at the source"
        [feedback]
        text = "said"
    """
    found = read(skip, gone=["true", "no", "1", None, " "], said=["a", "b", "c", "d", "e"])
    assert found.rejects.select("line", "column_name", "reason").rows() == [
        (line, "gone", "left out: deleted at the source") for line in left
    ]
    assert found.feedback.height == 5 - len(left)


def test_a_question_spread_over_columns_is_read_from_whichever_is_filled():
    spread = """
        [feedback]
        text = "said"
        [[answers]]
        survey = "s"
        metric = "csat"
        column = "Q - good"
        scale = [1, 3]
        choices = { "Q - good" = "3", "Q - so so" = "2", "Q - bad" = "1" }
    """
    columns = {"Q - good": ["good", None, ""], "Q - so so": [None, None, " "], "Q - bad": ["", "x", None]}
    found = read(spread, said=["a", "b", "c"], **columns)
    assert found.survey_answers.select("line", "score").rows() == [(1, 3.0), (2, 1.0)]


def test_of_several_keys_in_a_list_the_first_counts():
    profile = """
        [profile.attributes]
        plan = "plan"
    """
    keys = ["101", "101;102", '["101", "102"]', "['101']", "a;b", "c;d"]
    firms = ["7", "7;8", '["7"]', "[7, 8]", "x;y", "[]"]
    told = read(profile, no=[*keys], firm=[*firms], plan=["p"] * 6).customer_records.sort("line")
    customers, accounts = told["customer_key"].to_list(), told["account_key"].to_list()
    assert len(set(customers[:4])) == len(set(accounts[:4])) == 1
    assert len(set(customers[3:])) == 3  # what is no list of numbers stays as it is
    assert accounts[5] is None


def test_another_spelling_and_one_that_ends_in_anything():
    description = Description.model_validate(
        tomllib.loads(
            textwrap.dedent(HEAD)
            + '[aliases]\n"said" = ["Comment", "What do you think of *"]\nid = ["Record ID"]\n'
            + '[feedback]\ntext = "said"\n'
        )
    )
    for theirs in ("SAID", "comment", "What do you think of our new shop?"):
        assert match(["record_id", theirs], description).columns == {"record_id": "id", theirs: "said"}
    assert match(["record_id", "What do you want?"], description).unread == ("What do you want?",)
