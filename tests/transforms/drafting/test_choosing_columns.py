"""Columns that look like several things: what else the file holds decides."""

# ruff: noqa: E501  (a case is read best as its own line)

import pytest
from exports import ROWS, sample, values

from transforms.drafting.drafting import Draft, drafted
from transforms.heads import Head

NUMBERS = range(ROWS)
TEXTS = values()["text"]
DAYS = [f"2026-05-{one % 28 + 1:02}" for one in NUMBERS]
LATER = [f"2026-06-{one % 28 + 1:02}" for one in NUMBERS]
TEN = [str(one % 11) for one in NUMBERS]
FIVE = [str(one % 5 + 1) for one in NUMBERS]
NAMES = [f"Ada {chr(65 + one % 17)}" for one in NUMBERS]
ADDRESSES = [f"p{one}@example.com" for one in NUMBERS]
KEYS = [f"K{one % 17}" for one in NUMBERS]
BANDS = ["Promoter" if one % 11 > 8 else "Passive" if one % 11 > 6 else "Detractor" for one in NUMBERS]
SMILES = ["Very satisfied", "Satisfied", "Neutral", "Dissatisfied", "Very dissatisfied"]
HAPPY = [
    *(f"{much}{mood}" for mood in ("Happy", "Unhappy") for much in ("Extremely ", "Very ", "")),
    "Neutral",
]
TONES = ["Positive", "Neutral", "Negative"]
COUNTED = ["ONE", "TWO", "THREE", "FOUR", "FIVE"]


def draft(columns: dict[str, list[str]]) -> Draft:
    return drafted("shop", "shop.csv", Head.of_names(columns), sample(columns))


def taken(columns: dict[str, list[str]]) -> dict[str, str]:
    return {one.column: one.meaning for one in draft({"Comment": TEXTS, **columns}).choices}


@pytest.mark.parametrize(
    ("columns", "meaning"),
    [
        ({"Sent": DAYS, "Response Date": LATER}, {"Sent": "not read", "Response Date": "created_at"}),
        ({"Review date": DAYS, "Response Date": LATER}, {"Review date": "created_at", "Response Date": "replied_at"}),
        ({"Order date": DAYS}, {"Order date": "created_at"}),
        ({"Date de commande": DAYS, "Date de l'avis": LATER}, {"Date de commande": "not read", "Date de l'avis": "created_at"}),
        ({"NPS score": TEN, "Stars": FIVE}, {"NPS score": "nps", "Stars": "rating"}),
        ({"Likelihood to recommend": TEN}, {"Likelihood to recommend": "nps"}),
        ({"Score": TEN, "Category": BANDS}, {"Score": "nps"}),
        ({"Score": TEN}, {"Score": "rating"}),
        ({"Customer": KEYS}, {"Customer": "customer_key"}),
        ({"Customer": NAMES}, {"Customer": "name"}),
        ({"Customer": ADDRESSES}, {"Customer": "email"}),
        ({"Satisfaction": [SMILES[one % 5] for one in NUMBERS]}, {"Satisfaction": "rating"}),
        ({"Survey rating": [HAPPY[one % 7] for one in NUMBERS]}, {"Survey rating": "rating"}),
        ({"Feedback": [TONES[one % 3] for one in NUMBERS]}, {"Feedback": "rating"}),
        ({"Sentiment": [TONES[one % 3] for one in NUMBERS]}, {"Sentiment": "attribute"}),  # the tool's reading
        ({"Language": [("German", "French")[one % 2] for one in NUMBERS]}, {"Language": "language"}),
        ({"starRating": [COUNTED[one % 5] for one in NUMBERS]}, {"starRating": "rating"}),
        ({"Account ID": KEYS, "E-mail": ADDRESSES}, {"Account ID": "account_key", "E-mail": "email"}),
        ({"Product title": KEYS, "Headline": NAMES}, {"Headline": "title"}),
        ({"id": [str(one) for one in NUMBERS], "ticket id": [str(one) for one in NUMBERS]}, {"id": "record_key"}),
        ({"user.comments.last.seen.code": KEYS, "a.b.c.d.e": KEYS}, {"a.b.c.d.e": "not read"}),
        ({"parts": [f'[{{"id": {one}, "what it is": "a long list of words"}}]' for one in NUMBERS]}, {"parts": "not read"}),
    ],
)  # fmt: skip
def test_what_a_column_is_taken_for_depends_on_its_values_and_its_neighbours(columns, meaning):
    found = taken(columns)
    assert {column: found[column] for column in meaning} == meaning


def test_words_of_a_scale_are_declared_with_it():
    found = draft({"Comment": TEXTS, "Satisfaction": [SMILES[one % 5] for one in NUMBERS]})
    rating = found.description.feedback.rating
    assert (rating.scale, rating.labels) == ((1, 5), "satisfaction_5")


def test_praise_and_fault_asked_for_apart_are_one_text():
    text = draft({"Pros": TEXTS, "Cons": TEXTS[::-1]}).description.feedback.text
    assert {text.column, *(one.column for one in text.also)} == {"Pros", "Cons"}


def test_a_company_is_the_account_where_a_person_is_told_and_else_the_customer():
    both = draft({"Comment": TEXTS, "Account ID": KEYS, "E-mail": ADDRESSES}).description.customer
    assert (both.key, both.account, both.email) == (None, "Account ID", "E-mail")
    alone = draft({"Comment": TEXTS, "Account ID": KEYS}).description.customer
    assert (alone.key, alone.account) == ("Account ID", None)


def test_of_tickets_the_subject_is_the_text_where_there_is_no_other():
    found = draft({"Ticket number": KEYS, "Subject": TEXTS}).description
    assert (found.channel, found.feedback.text.column) == ("ticket", "Subject")
