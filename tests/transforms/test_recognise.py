"""Which description fits a file, by its header."""

from transforms.description import Description
from transforms.recognise import match, recognise


def source(name: str, *columns: str, key: tuple[str, ...] = (), text: str = "text") -> Description:
    return Description.model_validate(
        {
            "name": name,
            "title": name,
            "channel": "review",
            "recognise": {"columns": columns},
            "record": {"key": key},
            "feedback": {"text": text},
        }
    )


SHOP = source("shop", "id", "stars")
WIDE = source("wide", "id", "stars", "mood")


def test_the_most_specific_source_wins():
    assert recognise(["id", "stars", "text"], [SHOP, WIDE]).description == SHOP
    assert recognise(["id", "stars", "mood"], [SHOP, WIDE]).description == WIDE


def test_case_and_spaces_of_headers_do_not_matter():
    found = recognise([" ID", "Stars", "TEXT "], [SHOP])
    assert found.columns == {" ID": "id", "Stars": "stars", "TEXT ": "text"}


def test_absent_and_unread_columns_are_told():
    found = recognise(["id", "stars", "colour"], [SHOP])
    assert (found.absent, found.unread) == (("text",), ("colour",))
    assert found.message == "columns not in this file, loaded as unknown: text"


def test_two_that_fit_alike_are_not_guessed_between():
    found = recognise(["id", "stars"], [SHOP, source("other", "stars", "id")])
    assert found.description is None
    assert found.message == "fits other and shop alike: name one with --source NAME"


def test_an_altered_export_says_what_it_lacks_and_what_may_be_it():
    found = recognise(["id", "starz"], [SHOP])
    assert found.message == (
        'looks like shop, but lacks the column "stars" (is it "starz"?); if it is another export, '
        "`voc sources draft FILE` begins its description in sources/"
    )


def test_a_hint_is_given_once_and_only_where_it_is_likely():
    shop = source("shop", "id", "stars", "start", "text", "when")
    assert '"stars" (is it "starz"?), "start";' in recognise(["id", "starz", "text", "when"], [shop]).message
    assert recognise(["id", "colour"], [SHOP]).message.startswith("no source description knows these columns")


def test_a_file_of_nobody_says_where_to_go_on():
    found = recognise(["a", "b"], [SHOP])
    assert "`voc sources draft FILE` begins one in sources/" in found.message
    assert recognise(["a"], []).description is None


def test_the_key_is_needed_even_when_a_source_is_named():
    keyed = source("keyed", "stars", key=("id",))
    assert match(["stars"], keyed).description is None
    assert match(["stars", "id"], keyed).description == keyed


def test_of_two_equal_headers_the_first_is_read():
    assert recognise(["id", "stars", "Stars"], [SHOP]).columns == {"id": "id", "stars": "stars"}


def test_an_export_that_only_mentions_the_columns_is_another():
    accounts = SHOP.model_copy(
        update={"recognise": SHOP.recognise.model_copy(update={"unless": ("Survey ID",)})}
    )
    assert recognise(["id", "stars"], [accounts]).description == accounts
    assert recognise(["id", "stars", "survey_id"], [accounts]).description is None
