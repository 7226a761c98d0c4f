"""`voc explain`: the words that moved a score, and where each opinion comes from."""

from pathlib import Path

import pytest
from command import Called, new_project, rows, voc

REVIEWS = """
name = "stays"
title = "Reviews of stays"
channel = "review"
language = "en"
[recognise]
columns = ["stay", "headline", "body", "stars", "value"]
[record]
key = ["stay"]
[feedback]
created_at = "day"
title = "headline"
text = "body"
rating = { column = "stars", scale = [1, 5] }
[[ratings]]
aspect = "price"
column = "value"
scale = [1, 5]
"""
ASKED = """
name = "asked"
title = "What could be better"
channel = "survey"
language = "en"
[recognise]
columns = ["respondent", "better"]
[record]
key = ["respondent"]
[feedback]
created_at = "on"
text = "better"
question = "What could we improve?"
"""
STAYS = (
    "stay,headline,body,stars,value,day\n"
    '1,Not again,"The room was dirty and the staff rude, but great price",2,5,2026-05-01\n'
    "2,,,4,,2026-05-02\n"
    '3,[bold]Odd[/bold],"[red]Great :smile: room[/red] [/] \x1b[31m\x9b2J\x07 rude staff",3,,2026-05-03\n'
    "4,,The staff was friendly and very helpful,,,2026-05-04\n"
)
ANSWERS = "respondent,better,on\n1,Nothing,2026-05-01\n"


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = new_project(
        tmp_path_factory.mktemp("explain") / "shop",
        {"stays": REVIEWS, "asked": ASKED},
        {"stays.csv": STAYS, "asked.csv": ANSWERS},
    )
    called = voc("run", "--project", folder)
    assert called.code == 0, called.err
    return folder


def feedback_id(shop: Path, where: str) -> str:
    (one,) = rows(shop, f"select feedback_id from core.feedback where {where}")
    found: str = one["feedback_id"]
    return found


def explained(shop: Path, where: str, *options: str) -> Called:
    called = voc("explain", feedback_id(shop, where), "--project", shop, *options)
    assert (called.code, called.err) == (0, "")
    return called


def test_words_ratings_and_opinions_are_shown(shop: Path) -> None:
    shown = explained(shop, "rating = 2").out
    assert "Not again. The room was dirty" in shown
    assert "Rating: 2 on 1 to 5" in shown
    lines = [line.split() for line in shown.splitlines()]
    moved = {line[0]: line[1] for line in lines if len(line) == 2}
    assert moved["dirty"].startswith("-")
    assert moved["great"].startswith("+")
    assert ["rating", "overall", "complaint"] in lines
    assert ["sub_rating", "price", "praise"] in lines
    (staff,) = (line for line in shown.splitlines() if line.startswith("staff") and "complaint" in line)
    assert "and the staff rude" in staff


def test_words_that_moved_little_are_summed_up(shop: Path) -> None:
    shown = explained(shop, "rating = 2").out
    words = explained(shop, "rating = 2", "--json").json["words"]
    rest = sum(word["contribution"] for word in words[12:])
    assert f"and {len(words) - 12} more, together {rest:+.2f}" in shown


def test_json_is_one_object_with_everything(shop: Path) -> None:
    said = explained(shop, "rating = 2", "--json").json
    assert said["feedback_id"] == feedback_id(shop, "rating = 2")
    assert said["sentiment"] in ("negative", "mixed")
    assert {word["feature"] for word in said["words"]} >= {"dirty", "rude", "great"}
    given = {(one["origin"], one["aspect"]): one["polarity"] for one in said["given_opinions"]}
    assert given == {("rating", "overall"): -1, ("sub_rating", "price"): 1}
    read = {one["aspect"]: one["polarity"] for one in said["read_opinions"]}
    assert read.items() >= {"room": -1, "staff": -1, "cleanliness": -1, "price": 1}.items()


def test_it_says_of_each_opinion_what_the_warehouse_says(shop: Path) -> None:
    read = explained(shop, "rating is null and source = 'stays'", "--json").json["read_opinions"]
    kept = rows(
        shop,
        "select aspect, polarity, confidence, quote "
        "from core.opinions join core.feedback using (feedback_id) "
        "where origin = 'text' and aspect <> 'overall' and rating is null and source = 'stays' order by all",
    )
    assert kept
    assert [{key: one[key] for key in kept[0]} for one in read] == kept


def test_a_feedback_without_words_shows_what_was_given(shop: Path) -> None:
    shown = explained(shop, "text is null").out
    assert "No words: nothing was read." in shown
    assert ["rating", "overall", "praise"] in [line.split() for line in shown.splitlines()]
    said = explained(shop, "text is null", "--json").json
    assert (said["words"], said["read_opinions"], said["text"]) == ([], [], None)


def test_an_answer_is_explained_by_its_question(shop: Path) -> None:
    shown = explained(shop, "source = 'asked'").out
    assert "Asked: What could we improve?" in shown
    assert "Read as positive" in shown
    assert 'It says "nothing" to a question that asks for faults: praise.' in shown
    assert explained(shop, "source = 'asked'", "--json").json["nothing_to"] == "asks_fault"


def test_markup_is_shown_and_no_control_character_reaches_the_terminal(shop: Path) -> None:
    shown = explained(shop, "rating = 3").out
    assert "[bold]Odd[/bold]. [red]Great :smile: room[/red] [/]" in shown
    assert "[31m" in shown  # what a terminal would obey is text without its escape
    assert [sign for sign in shown if sign != "\n" and (sign < " " or "\x7f" <= sign < "\xa0")] == []
    (text,) = rows(shop, "select text from core.feedback where rating = 3")
    said = explained(shop, "rating = 3", "--json")
    assert said.json["text"].endswith(text["text"])
    assert "\x1b" not in said.out


def test_query_shows_no_control_characters_either(shop: Path) -> None:
    called = voc("query", "select text from core.feedback where rating = 3", "--project", shop)
    assert "\x1b" not in called.out
    assert "[red]Great :smile: room[/red]" in called.out


def test_an_id_that_nobody_has_is_a_wrong_call(shop: Path) -> None:
    called = voc("explain", "nowhere", "--project", shop)
    assert (called.code, called.out) == (2, "")
    assert 'no feedback has the ID "nowhere"' in called.err
    assert "Traceback" not in called.err


def test_a_project_that_never_ran_has_nothing_to_explain(tmp_path: Path) -> None:
    called = voc("explain", "x", "--project", new_project(tmp_path / "new"))
    assert (called.code, called.out) == (1, "")
    assert "voc run" in called.err


@pytest.mark.system
def test_a_company_sees_its_own_aspects_explained(shop: Path, tmp_path: Path) -> None:
    folder = new_project(tmp_path / "own", {"stays": REVIEWS}, {"stays.csv": STAYS})
    (folder / "aspects.toml").write_text('[aspects."front desk".words]\nen = ["staff"]\n', encoding="utf-8")
    assert voc("run", "--project", folder).code == 0
    read = explained(folder, "rating is null", "--json").json["read_opinions"]
    assert "front desk" in {one["aspect"] for one in read}
    (folder / "aspects.toml").write_text("[aspects.x]\nwrods = 1\n", encoding="utf-8")
    called = voc("run", "--project", folder)
    assert called.code == 2
    assert 'aspects.toml, "aspects.x.wrods" is not known: do you mean "words"?' in " ".join(
        called.err.split()
    )
