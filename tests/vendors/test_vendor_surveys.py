"""Survey tools: workbooks, heads in other languages, questions spread over their choices."""

from collections.abc import Callable
from pathlib import Path

import pytest
from delivered import Delivered, Rows, as_csv, as_xlsx

LIKELY = "How likely are you to recommend us to a friend?"
WHY = "What could we improve?"
AT = "2026-05-03 14:30:00"
QUALTRICS = [
    ["StartDate", "EndDate", "Status", "Progress", "Finished", "RecordedDate", "ResponseId", "Q1", "Q2"],
    [
        "Startdatum",
        "Enddatum",
        "Antworttyp",
        "Fortschritt",
        "Beendet",
        "Aufgezeichnetes Datum",
        "Antwort-ID",
        "Wie wahrscheinlich ist es, dass Sie uns weiterempfehlen?",
        "Was können wir verbessern?",
    ],
    [f'{{"ImportId":"{name}"}}' for name in "abcdefghi"],
    [AT, AT, "IP-Adresse", 100, "Wahr", AT, "R_1", 9, "Nichts"],
    [AT, AT, "Umfragevorschau", 100, "Wahr", AT, "R_2", 2, "Vorschau"],
]
FIXED = ["Respondent ID", "Collector ID", "Date Created", "Date Modified", "Email Address"]
CONDENSED = [
    [*FIXED, LIKELY, "How satisfied are you with us?", WHY],
    [*[""] * 5, "Response", "Response", "Open-Ended Response"],
    [1, 7, AT, AT, "", 9, "Very satisfied", "Nothing"],
    [2, 7, AT, AT, "", 4, "Somewhat dissatisfied", "Prices"],
    [3, 7, AT, AT, "", 8, "Neither satisfied nor dissatisfied", "Speed"],
]
SATISFIED = ["Very satisfied", "Neither satisfied nor dissatisfied", "Somewhat dissatisfied"]
EXPANDED = [
    [*FIXED, LIKELY, "How satisfied are you with us?", "", "", "What do you use? (all that apply)", "", WHY],
    [*[""] * 5, "Response", *SATISFIED, "Search", "Export", "Open-Ended Response"],
    [1, 7, AT, AT, "", 9, SATISFIED[0], "", "", "Search", "Export", "Nothing"],
    [2, 7, AT, AT, "", 4, "", "", SATISFIED[2], "", "Export", "Prices"],
    [3, 7, AT, AT, "", 8, "", SATISFIED[1], "", "Search", "", "Speed"],
]
CODED = [*EXPANDED[:2], *([3 if one in SATISFIED else one for one in row] for row in EXPANDED[2:])]
TYPEFORM = [["#", LIKELY, WHY, "Submit Date (UTC)"], ["a", 9, "Nothing", AT], ["b", 2, "Prices", AT]]
THREE = [
    ("Nothing", "csat", 5), ("Nothing", "nps", 9), ("Prices", "csat", 2), ("Prices", "nps", 4),
    ("Speed", "csat", 3), ("Speed", "nps", 8),
]  # fmt: skip
TWO = [("Nothing", "nps", 9), ("Prices", "nps", 2)]
FORMS: list[tuple[str, str, Rows, list[tuple]]] = [
    ("qualtrics de", "qualtrics", QUALTRICS, [("Nichts", "nps", 9)]),
    ("surveymonkey condensed", "surveymonkey", CONDENSED, THREE),
    ("surveymonkey expanded", "surveymonkey", EXPANDED, THREE),
    ("typeform", "typeform", TYPEFORM, TWO),
]
LANGUAGES = {
    "de": (
        "Zeitstempel",
        "Wie wahrscheinlich ist es, dass Sie uns weiterempfehlen?",
        "Was können wir verbessern?",
    ),
    "fr": (
        "Horodateur",
        "Quelle est la probabilité que vous nous recommandiez ?",
        "Que pouvons-nous améliorer ?",
    ),
    "es": ("Marca temporal", "¿Qué probabilidad hay de que nos recomiende?", "¿Qué podemos mejorar?"),
    "it": (
        "Informazioni cronologiche",
        "Quanto è probabile che ci consigli a un amico?",
        "Cosa possiamo migliorare?",
    ),
    "nl": ("Tijdstempel", "Hoe waarschijnlijk is het dat u ons aanbeveelt?", "Wat kunnen we verbeteren?"),
    "pt": (
        "Carimbo de data/hora",
        "Qual a probabilidade de nos recomendar a um amigo?",
        "O que podemos melhorar?",
    ),
    "ro": ("Marcaj de timp", "Cât de probabil este să ne recomandați?", "Ce putem îmbunătăți?"),
}
ANSWERED = [[AT, 9, "Nothing"], [AT, 2, "Prices"]]
FORMS += [
    (f"google forms {language}", "google_forms", [head, *ANSWERED], TWO)
    for language, head in LANGUAGES.items()
]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory):
    with Delivered(tmp_path_factory.mktemp("surveys")) as delivered:
        yield delivered


@pytest.mark.parametrize("written", [as_csv, as_xlsx])
@pytest.mark.parametrize(("name", "source", "rows", "expected"), FORMS, ids=[one[0] for one in FORMS])
def test_answers_and_words_are_those_of_the_export(
    project: Delivered, name: str, source: str, rows: Rows, expected: list, written: Callable[[Rows], bytes]
):
    outcome = project.load(f"{name}.{written.__name__}", written(rows))
    assert (outcome.source, outcome.status) == (source, "loaded"), outcome.message
    if outcome.duplicate == 0:  # the other format of the same export brings the same records
        assert project.said(outcome) == expected
    else:
        assert outcome.duplicate == len({text for text, _, _ in expected})


def test_codes_of_choices_are_read_as_the_choices(project: Delivered):
    coded = [[100 + row[0], *row[1:]] if isinstance(row[0], int) else row for row in CODED]
    for row in coded[2:]:
        row[6:9] = [number if cell else "" for number, cell in zip((1, 2, 3), row[6:9], strict=True)]
    assert project.said(project.load("coded.csv", as_csv(coded))) == THREE


def test_a_question_spread_over_choices_is_one_survey_with_the_condensed_form(tmp_path: Path):
    with Delivered(tmp_path) as two:
        two.load("condensed.csv", as_csv(CONDENSED))
        others = [[10 + row[0], *row[1:]] if isinstance(row[0], int) else row for row in EXPANDED]
        two.load("expanded.csv", as_csv(others))
        assert two.rows("select distinct survey, metric from core.survey_answers order by all") == [
            (f"surveymonkey: {LIKELY[:-1].lower()}", metric) for metric in ("csat", "nps")
        ]
