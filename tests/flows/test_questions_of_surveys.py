"""Exports of survey tools through the real command: what is asked in them, and what is loaded."""

from pathlib import Path
from typing import Any

import duckdb
import pytest
from command import new_project, voc

TOOL = """
name = "{name}"
title = "Responses"
channel = "survey"
questions = true
[recognise]
columns = ["{key}", "{time}"]
[record]
key = ["{key}"]
[feedback]
created_at = "{time}"
"""
TOOLS = {
    "qualtrics": ("ResponseId", "RecordedDate"),
    "surveymonkey": ("Respondent ID", "End Date"),
    "forms": ("Timestamp", "Timestamp"),
    "typeform": ("#", "Submit Date (UTC)"),
}
SHOP = """
name = "shop"
title = "Survey of a shop"
channel = "survey"
[recognise]
columns = ["answer", "content"]
[record]
key = ["answer"]
[feedback]
created_at = "at"
[[answers]]
survey = "shop"
metric = "csat"
column = "content"
scale = [1, 5]
"""
QUALTRICS = """\
StartDate,EndDate,RecordedDate,ResponseId,Progress,Q1_NPS_GROUP,Q1,Q2,Q3,Q4
Start,End,Recorded,Response ID,Progress,NPS - Groupe,Recommanderiez-vous Acme à un ami ?,\
Êtes-vous satisfait de votre commande ?,Pourquoi cette note ?,Un autre commentaire ?
"{""ImportId"":""startDate""}","{""ImportId"":""endDate""}","{""ImportId"":""recordedDate""}",\
"{""ImportId"":""_recordId""}","{""ImportId"":""progress""}","{""ImportId"":""QID1_NPS_GROUP""}",\
"{""ImportId"":""QID1""}","{""ImportId"":""QID2""}","{""ImportId"":""QID3""}","{""ImportId"":""QID4""}"
2026-05-01,2026-05-01,2026-05-01 10:00:00,R_1,100,3,10,Très satisfaite,Livraison rapide,Merci
2026-05-02,2026-05-02,2026-05-02 10:00:00,R_2,100,1,4,Plutôt insatisfait,,Le colis était ouvert
2026-05-03,2026-05-03,2026-05-03 10:00:00,R_3,100,2,8,Ne souhaite pas répondre,,
"""
SURVEYMONKEY = """\
Respondent ID;Collector ID;Start Date;End Date;Würden Sie uns weiterempfehlen?;\
Bitte bewerten Sie folgende Punkte (1 bis 5);;Was können wir besser machen?
;;;;;Lieferung;Freundlichkeit der Mitarbeiter;Open-Ended Response
1;7;2026-05-01;2026-05-01;10 - Äußerst wahrscheinlich;5;4;Gar nichts
2;7;2026-05-02;2026-05-02;6;2;k. A.;
"""
FORMS = """\
Timestamp,¿Qué tan fácil fue resolver su problema?,Valore los siguientes aspectos del 1 al 5 [Precio],Edad
2026-05-01 10:00:00,Muy fácil,4,35-44
2026-05-02 10:00:00,Difícil,2,25-34
2026-05-03 10:00:00,Algo fácil,5,25-34
"""
TYPEFORM = """\
#,How likely are you to recommend Acme?,And how likely is it that you would recommend our app?,\
How satisfied are you with us?,Submit Date (UTC)
a,9,3,4,2026-05-01 10:00:00
b,10,8,5,2026-05-02 10:00:00
"""
IN_WORDS = "answer,at,content\n1,2026-05-01,Sehr zufrieden\n2,2026-05-02,2\n3,2026-05-03,keine Angabe\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    sources = {name: TOOL.format(name=name, key=key, time=time) for name, (key, time) in TOOLS.items()}
    return new_project(tmp_path / "p", sources | {"shop": SHOP})


def checked(project: Path, text: str) -> dict[str, Any]:
    (project / "export.csv").write_text(text, encoding="utf-8")
    called = voc("check", project / "export.csv", "--project", project, "--json")
    found: dict[str, Any] = called.json["files"][0]
    return found


def metrics(project: Path, text: str) -> list[tuple[str, Any]]:
    return [(one["metric"], one["scale"]) for one in checked(project, text)["questions"]]


def ingested(project: Path, *files: tuple[str, str]) -> list[str]:
    """The status of each file, after all are loaded in turn."""
    for name, text in files:
        (project / "inbox" / name).write_text(text, encoding="utf-8")
    paths = [project / "inbox" / name for name, _ in files]
    called = voc("ingest", *paths, "--project", project, "--json")
    return [one["status"] for one in called.json["files"]]


def stored(project: Path, sql: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(project / "state" / "work.duckdb", read_only=True) as work:
        return work.execute(sql).fetchall()


def say(project: Path, text: str) -> None:
    settings = project / "voc.toml"
    before = settings.read_text(encoding="utf-8").split("# said")[0]
    settings.write_text(f"{before}# said\n{text}\n", encoding="utf-8")


def test_qualtrics_in_french_is_loaded_with_all_of_its_texts(project: Path):
    assert metrics(project, QUALTRICS)[-5:] == [
        ("none", None),
        ("nps", [0, 10]),
        ("csat", [1, 5]),
        ("text", None),
        ("text", None),
    ]
    assert ingested(project, ("may.csv", QUALTRICS)) == ["loaded"]
    scores = "select metric, score, survey from core.survey_answers order by metric, score"
    survey = "qualtrics: recommanderiez vous acme a un ami"
    expected = [
        ("csat", 2, survey),
        ("csat", 5, survey),
        ("nps", 4, survey),
        ("nps", 8, survey),
        ("nps", 10, survey),
    ]
    assert stored(project, scores) == expected
    assert stored(
        project, "select text, question from core.feedback where text is not null order by text"
    ) == [
        ("Le colis était ouvert", "Un autre commentaire ?"),
        ("Livraison rapide\n\nMerci", None),  # it answers two questions
    ]


def test_surveymonkey_in_german_has_ratings_by_aspect(project: Path):
    found = checked(project, SURVEYMONKEY)["questions"][-4:]
    assert [(one["metric"], one["aspect"]) for one in found] == [
        ("nps", None),
        ("rating", "delivery"),
        ("rating", "staff"),
        ("text", None),
    ]
    assert [(one["answers"], one["read"]) for one in found] == [(2, 2), (2, 2), (2, 2), (1, 1)]


def test_google_forms_in_spanish(project: Path):
    found = checked(project, FORMS)["questions"]
    assert [(one["metric"], one["scale"], one["attribute"]) for one in found] == [
        ("ces", [1, 5], None),
        ("rating", [1, 5], None),
        ("segment", None, "age"),
    ]


def test_the_command_shows_what_each_question_was_taken_for_and_why(project: Path):
    (project / "export.csv").write_text(FORMS, encoding="utf-8")
    shown = voc("check", project / "export.csv", "--project", project).out
    assert "rating: price" in shown
    assert 'its wording ("facil") asks for ces; words of ease on 5 points (ease_5)' in shown


def test_what_is_asked_is_loaded_once_it_is_said_and_anew_when_it_is_said_otherwise(project: Path):
    outcome = checked(project, TYPEFORM)
    assert (outcome["status"], outcome["loaded"]) == ("readable", outcome["lines"])
    lines = outcome["message"].split("\n")[1:4]
    assert lines == ['[questions."How satisfied are you with us?"]', 'metric = "csat"', "scale = [1, 5]"]
    say(project, "\n".join(lines))
    assert ingested(project, ("may.csv", TYPEFORM)) == ["loaded"]
    sql = "select metric, survey, scale_max from core.survey_answers where score in (4, 9, 3) order by all"
    first = "typeform: how likely are you to recommend acme"
    second = "typeform: and how likely is it that you would recommend our app"
    assert stored(project, sql) == [("csat", first, 5), ("nps", second, 10), ("nps", first, 10)]
    say(project, '[questions."*satisfied*"]\nmetric = "csat"\nscale = [1, 10]\nsurvey = "contentment"')
    assert ingested(project, ("may.csv", TYPEFORM)) == ["loaded"]
    assert ingested(project, ("may.csv", TYPEFORM)) == ["unchanged"]
    assert stored(project, f"{sql} limit 1") == [("csat", "contentment", 10)]


def test_a_later_file_settles_what_was_asked_and_changes_nothing_of_what_was_told(project: Path):
    header = "#,How satisfied are you with us?,Submit Date (UTC)\n"
    few = header + "x,5,2026-04-01 10:00:00\n"
    many = header + "".join(f"m{n},{1 + n % 5},2026-05-01 10:00:00\n" for n in range(20))
    others = header + "".join(f"o{n},{8 + n % 3},2026-06-01 10:00:00\n" for n in range(20))
    assert ingested(project, ("april.csv", few), ("may.csv", many)) == ["loaded", "loaded"]
    assert stored(project, "select count(*) from core.survey_answers") == [(20,)]
    assert ingested(project, ("april.csv", few), ("june.csv", others)) == ["loaded", "loaded"]
    assert stored(project, "select count(*), max(scale_max) from core.survey_answers") == [(21, 5)]
    assert stored(project, "select metric, scale_max from ops.questions where column_name like 'How%'") == [
        ("csat", 5)
    ]


def test_words_are_read_on_a_scale_that_a_description_declares(project: Path):
    assert ingested(project, ("may.csv", IN_WORDS)) == ["loaded"]
    assert stored(project, "select score, scale_max from core.survey_answers order by score") == [
        (2, 5),
        (5, 5),
    ]


def test_an_unknown_key_of_a_question_is_refused(project: Path):
    say(project, '[questions."Q1"]\nmetric = "nps"\naspekt = "price"')
    refused = voc("check", project / "voc.toml", "--project", project)
    assert refused.code == 2
    assert 'voc.toml, "questions.Q1.aspekt" is not known: do you mean "aspect"?' in refused.err


def test_who_is_named_in_a_question_is_shown_nowhere(project: Path) -> None:
    export = project / "named.csv"
    export.write_text(
        "Timestamp,How satisfied are you with ana@firm.example?,Why? Call +49 30 23125012\n"
        "2026-05-01 10:00:00,3,It is late\n2026-05-02 10:00:00,4,It came\n",
        encoding="utf-8",
    )
    for option in ((), ("--json",)):
        called = voc("check", export, "--project", project, *option)
        assert called.code == 3
        shown = called.out + called.err
        assert ("ana@" in shown, "23125012" in shown, "[e-mail]" in shown) == (False, False, True)
    (asked,) = [one for one in called.json["files"][0]["questions"] if one["ask"]]
    head = asked["ask"].splitlines()[1]
    assert head == '[questions."How satisfied are you with [e-mail]?"]'
    with (project / "voc.toml").open("a", encoding="utf-8") as settings:
        settings.write(f'\n{head}\nmetric = "csat"\nscale = [1, 5]\n')
    assert voc("check", export, "--project", project).code == 0  # answered in the words that were shown


def test_who_is_named_in_an_unknown_header_is_shown_nowhere(project: Path) -> None:
    export = project / "unknown.csv"
    rows = "".join(f"It came late and it broke on day {n},x{n},{n % 5 + 1}\n" for n in range(9))
    export.write_text(f"Comment,Ask ana@firm.example,Stars\n{rows}", encoding="utf-8")
    for called in (
        voc("check", export, "--project", project),
        voc("check", export, "--project", project, "--json"),
        voc("sources", "draft", export, "--project", project),
    ):
        assert "ana@" not in called.out + called.err
    assert "ana@" not in (project / "sources" / "unknown.toml").read_text(encoding="utf-8")
