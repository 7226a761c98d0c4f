"""`voc sources draft` and what `voc check` shows of files."""

from pathlib import Path

import pytest
from command import new_project, voc

OPEN = "Kommentar;Datum;Sterne\n" + "".join(
    f"Die Lieferung {one} kam leider viel zu spät;0{one}/03/2024;{one % 5 + 1}\n" for one in range(1, 10)
)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return new_project(tmp_path_factory.mktemp("drafting") / "shop", {}, {"meinungen_2024-05.csv": OPEN})


def test_an_unknown_file_is_proposed_drafted_once_and_loads_when_all_is_decided(shop: Path):
    file = shop / "inbox" / "meinungen_2024-05.csv"
    looked = voc("check", file, "--project", shop, "--json").json["files"][0]
    assert (looked["status"], len(looked["rows"])) == ("unrecognised", 9)
    proposal = looked["proposal"]
    assert [one["taken_for"] for one in proposal["columns"]] == ["text", "created_at", "rating"]
    assert len(proposal["questions"]) == 1

    written = voc("sources", "draft", file, "--project", shop)
    target = shop / "sources" / "meinungen.toml"
    assert written.code == 0
    assert "to decide: dates such as 03/04/2024" in written.err
    assert voc("sources", "draft", file, "--project", shop).code == 2  # it is known now

    refused = voc("check", file, "--project", shop)
    assert refused.code == 1
    assert "sources/meinungen.toml leaves open: dates such as 03/04/2024" in refused.err
    assert "if it is wrong, take it out of the inbox" in refused.err
    text = target.read_text(encoding="utf-8")
    start, end = text.index("undecided = ["), text.index("]", text.index("undecided = ["))
    target.write_text(text[:start] + text[end + 1 :], encoding="utf-8")
    loaded = voc("check", file, "--project", shop, "--json").json["files"][0]
    assert (loaded["status"], loaded["loaded"], loaded["proposal"]) == ("readable", 9, None)
    assert loaded["rows"][0]["created_at"] == "2024-03-01 00:00"


def test_a_draft_overwrites_nothing_and_without_a_project_is_printed(shop: Path, tmp_path: Path):
    other = tmp_path / "other.csv"
    other.write_text(OPEN.replace("Kommentar", "Nachricht"), encoding="utf-8")
    mine = (shop / "sources" / "meinungen.toml").read_text("utf-8").replace('"meinungen"', '"mine"', 1)
    (shop / "sources" / "other.toml").write_text(mine, encoding="utf-8")
    refused = voc("sources", "draft", other, "--project", shop)
    assert (refused.code, "is there already" in refused.err) == (2, True)
    assert (shop / "sources" / "other.toml").read_text("utf-8") == mine
    (shop / "sources" / "other.toml").unlink()
    printed = voc("sources", "draft", other, "--project", tmp_path)
    assert printed.code == 0
    assert 'text = "Nachricht"' in printed.out
    assert not (tmp_path / "sources").exists()


def test_the_table_shows_what_columns_look_like_and_hides_who_it_is(shop: Path, tmp_path: Path):
    file = tmp_path / "who.csv"
    file.write_text(
        "E-mail,Comment,Stars\n" + "a@example.com,It broke when I wrote b@example.com,1\n" * 3, "utf-8"
    )
    shown = voc("check", file, "--project", shop)
    assert "email" in shown.out
    assert "[e-mail]" in shown.out
    assert "example.com" not in shown.out + shown.err


def test_a_person_in_the_name_of_a_file_becomes_no_source_and_what_hides_them_is_shown(tmp_path: Path):
    shop = new_project(tmp_path / "shop", {}, {"kunden_ana@x.example.csv": OPEN})
    file = shop / "inbox" / "kunden_ana@x.example.csv"
    shown = voc("check", file, "--project", shop).out
    for said in ("inbox/[e-mail], which no source knows", "`voc sources draft inbox/[e-mail]` writes this"):
        assert said in shown
    assert voc("sources", "draft", file, "--project", shop).code == 0
    (written,) = (shop / "sources").glob("*.toml")
    assert written.name == "export.toml"
    assert 'title = "Drafted from [e-mail]"' in written.read_text("utf-8")
    assert "ana" not in written.read_text("utf-8")


def test_a_file_without_a_header_is_described_by_places_and_nobody_becomes_a_column(tmp_path: Path):
    said = (f"2024-05-{day},p{day}@firm.example,It broke again on day {day},2\n" for day in range(10, 15))
    shop = new_project(tmp_path / "shop", {}, {"bare.csv": "".join(said)})
    file = shop / "inbox" / "bare.csv"
    assert "its first line is a record like the others" in voc("check", file, "--project", shop).err
    assert voc("sources", "draft", file, "--project", shop).code == 0
    text = (shop / "sources" / "bare.toml").read_text("utf-8")
    assert "@" not in text
    assert 'unless = ["column 5"]' in text
    loaded = voc("check", file, "--project", shop, "--json").json["files"][0]
    assert (loaded["source"], loaded["lines"], loaded["loaded"]) == ("bare", 5, 5)


def test_sources_are_listed_as_before(shop: Path):
    names = [one["name"] for one in voc("sources", "--project", shop, "--json").json["sources"]]
    assert "olist_reviews" in names
    shown = voc("sources", "--project", shop).out
    assert "Id, AccountId, LastName, Email" in " ".join(shown.split())  # the first of many groups
