"""How many records of a file are its head, and what they say."""

import pytest

from transforms.heads import head_of, unique_names

IMPORT_IDS = (
    '{"ImportId":"startDate","timeZone":"Europe/Paris"}',
    '{"ImportId":"_recordId"}',
    '{"ImportId":"QID1"}',
)
ROW = ("2024-05-03 14:30:00", "R_1abc", "9")


@pytest.mark.parametrize(
    "ids",
    [
        IMPORT_IDS,
        tuple(cell.replace('"', "'") for cell in IMPORT_IDS),
        ("{'ImportId': u'status'}", "", "{'importid': 'Q'}"),
    ],
)
def test_qualtrics_has_names_wordings_and_import_ids(ids):
    head = head_of(
        [("StartDate", "ResponseId", "Q1"), ("Anfangsdatum", "Antwort-ID", "Empfehlen Sie uns?"), ids, ROW]
    )
    assert head.names == ("StartDate", "ResponseId", "Q1")
    assert head.titles == ("Anfangsdatum", "Antwort-ID", "Empfehlen Sie uns?")
    assert head.records == 3


def test_import_ids_end_a_head_of_which_the_wordings_were_deleted():
    head = head_of([("StartDate", "ResponseId", "Q1"), IMPORT_IDS, ROW])
    assert (head.titles, head.records) == (head.names, 2)


def test_of_numbered_columns_the_second_row_has_the_names_and_of_questions_the_wordings():
    head = head_of(
        [
            ("V1", "V2", "V8", "Q1", "LocationLatitude", ""),
            ("ResponseID", "ResponseSet", "StartDate", "Would you recommend us?", "LocationLatitude", ""),
            ("R_1", "Default Response Set", "2017-07-18 08:28:09", "9", "47.1", ""),
        ]
    )
    assert head.names == ("ResponseID", "ResponseSet", "StartDate", "Q1", "LocationLatitude", "column 6")
    assert head.titles[3] == "Would you recommend us?"
    assert head.records == 2


def test_a_workbook_of_qualtrics_has_wordings_without_import_ids():
    names = ("StartDate", "EndDate", "Progress", "ResponseId", "Q1")
    row = ("2024-05-03", "2024-05-03", "100", "R_1", "9")
    head = head_of([names, ("Start Date", "End Date", "Progress", "Response ID", "Recommend?"), row])
    assert (head.titles[-1], head.records) == ("Recommend?", 2)
    assert head_of([names, row]).records == 1
    assert head_of([names, names, row]).records == 1  # a header written twice is a matter of its own


def test_surveymonkey_has_questions_over_choices():
    head = head_of(
        [
            (
                "Respondent ID",
                "Collector ID",
                "Start Date",
                "Recommend us?",
                "What do you use?",
                "",
                "",
                "Why?",
            ),
            ("", "", "", "Response", "Phone", "Web", "Other (please specify)", "Open-Ended Response"),
            ("118", "446", "05/03/2024 14:30:00", "9", "", "Web", "", "Fast"),
        ]
    )
    assert head.names[3:] == (
        "Recommend us?",
        "What do you use? - Phone",
        "What do you use? - Web",
        "What do you use? - Other (please specify)",
        "Why?",
    )
    assert head.records == 2


def test_surveymonkey_is_known_in_other_languages_and_by_matrix_questions():
    fixed = ("Teilnehmer-ID", "Collector-ID", "Startdatum")
    head = head_of([(*fixed, "Warum?"), ("", None, "", "Offene Antwort"), ("118", "446", "x", "gut")])
    assert (head.names[-1], head.records) == ("Warum?", 2)
    matrix = head_of(
        [(*fixed, "Bewerten Sie:", ""), ("", "", "", "Preis", "Support"), ("118", "446", "x", "4", "5")]
    )
    assert matrix.names[3:] == ("Bewerten Sie: - Preis", "Bewerten Sie: - Support")


@pytest.mark.parametrize(
    "first",
    [
        [("id", "text", "stars")],
        [("id", "text", "stars"), ("1", "good", "5"), ("2", "bad", "1")],
        [("id", "text", "stars"), ("", "", ""), ("2", "bad", "1")],
        [("a", "b", "c", "comment"), ("", "", "", "only a comment"), ("1", "2", "3", "fine")],
        [("", "id", "text"), ("0", "a1", "good")],  # a frame's unnamed index
        [("id", "text", "meta"), ("1", "good", '{"a":1}'), ("2", "good", '{"a":2}')],
        [("ResponseId", "StartDate", "Finished", "Progress"), ("R_1", "2024-05-03", "True", "100")],
        [("id", "text", "stars"), ("1", "good"), ("2", "bad", "1", "more")],
    ],
)
def test_data_is_not_taken_for_head(first):
    head = head_of(first)
    assert (head.records, head.names) == (1, unique_names(first[0]))


def test_names_lose_blanks_around_them():
    assert unique_names(["  id ", "stars\t", "", "stars", None]) == (
        "id",
        "stars",
        "column 3",
        "stars (2)",
        "column 5",
    )


DATED = ("7", "2024-05-03", "Anna praised it")


@pytest.mark.parametrize(
    ("rows", "is_missing"),
    [
        ([DATED, ("8", "2024-05-04", "Ben did not")], True),
        ([("7", "03/05/2024", "x"), ("8", "14/05/2024", "y")], True),
        ([("name", "anna@firm.example"), ("Anna", "4")], True),  # no column is called so, whatever is below
        ([("5", "Good"), ("4", "Bad"), ("5", "Good")], True),  # 5 comes again: a score
        ([("10023", "Good"), ("10024", "Bad")], True),  # a key like that below
        ([("product", "2023", "2024"), ("A", "1800", "1900")], False),  # years head a table of figures
        ([("1", "2", "3"), ("1", "4", "2")], False),  # questions by number
        ([("Shop", "10", "9", "8"), ("A", "10", "9", "8")], False),  # and down from ten
        ([("id", "day", "2024-05-03"), ("7", "2024-05-03", "")], False),  # its neighbours are headings
        ([("A", "1.200,50 EUR", "03.05.2026"), ("B", "200,50", "04.05.2026")], True),  # of other spelling
        ([("A", "free", "03.05.2026"), ("B", "12", "04.05.2026")], True),
        ([("A", "0170 1234567"), ("B", "0171 765432"), ("C", "+49 172 999888")], True),
        ([("1", "a@x.example", "x", ""), ("", "", "", "y")], True),  # nor a question over its choices
        ([("a@x.example, b@x.example", "x"), ("none", "y")], True),
        ([("A", "Call A <a@x.example> back"), ("B", "good")], True),
        ([("name", "rating", "Mail to help@x.example"), ("Anna", "5", "good")], False),  # amid plain names
        ([("name", "Mail to help@x.example"), ("Anna", "good")], False),
        ([("Anna", "7", "Mail to help@x.example"), ("Ben", "5", "good")], True),  # a figure
        ([("none so far", "Mail to help@x.example", "yes"), ("5", "good", "no")], True),  # names little
        ([("name", "rating", "Ask Anna a@x.example"), ("Ben", "5", "b@x.example")], True),  # over addresses
        ([("email", "note", "Ask a@x.example"), ("email", "4", "good")], True),  # comes again: a value
        ([("id", "day", "words"), DATED], False),
        ([DATED], False),  # nothing below by which it could be judged
    ],
)
def test_a_first_row_like_those_below_is_no_header(rows, is_missing):
    head = head_of(rows)
    assert head.is_missing == is_missing
    assert (head.names[1] == "column 2") == is_missing
