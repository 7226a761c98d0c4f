"""A project's aspects.toml: what it adds, and what is wrong with it, said with the file's name."""

from pathlib import Path

import pytest
from marts_data import empty_warehouse

from models.taxonomy import Taxonomy, shipped
from warehouse.aspects import publish_aspects, taxonomy
from warehouse.errors import UsageError
from warehouse.project import Project


def told(folder: Path, content: str | bytes, *names: str) -> Taxonomy:
    """The aspects of a project that wrote this."""
    project = Project(folder)
    project.aspects.write_bytes(content if isinstance(content, bytes) else content.encode())
    return taxonomy(project, names or ("core",))


def test_without_a_project_or_a_file_the_shipped_aspects_stand(tmp_path: Path):
    assert taxonomy(None, ("core",)) is shipped(("core",))
    assert taxonomy(Project(tmp_path), ["core", "travel"]) is shipped(("core", "travel"))


def test_an_editor_may_begin_the_file_with_a_byte_order_mark(tmp_path: Path):
    content = "[aspects.sauna]\nwords.en = ['sauna']\n"
    assert told(tmp_path, b"\xef\xbb\xbf" + content.encode()).version == told(tmp_path, content).version


def test_an_empty_file_changes_nothing(tmp_path: Path):
    assert told(tmp_path, "# nothing yet\n").version == shipped(("core",)).version


def test_a_new_aspect_and_words_for_a_known_one(tmp_path: Path):
    known = told(
        tmp_path,
        """
        [aspects.sauna]
        title = "Sauna and pool"
        poles = ["too hot", "too cold"]
        [aspects.sauna.words]
        en = ["sauna", "steam room*"]
        de = ["Dampfbad"]
        [aspects.sauna.pole_words."too hot"]
        en = ["scalding"]
        [aspects.price.words]
        en = ["tariff"]
        """,
    )
    rows = set(known.patterns.rows()) - set(shipped(("core",)).patterns.rows())
    assert rows == {
        ("de", "sauna", None, "dampfbad"),
        ("en", "sauna", None, "sauna"),
        ("en", "sauna", None, "steam room*"),
        ("en", "sauna", "too hot", "scalding"),
        ("en", "price", None, "tariff"),
    }
    assert known.aspects["sauna"].title == "Sauna and pool"


def test_an_aspect_of_a_taxonomy_that_is_not_chosen_is_a_new_one(tmp_path: Path):
    known = told(tmp_path, '[aspects.room.words]\nen = ["dorm"]\n')
    assert known.patterns.filter(aspect="room").rows() == [("en", "room", None, "dorm")]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("[aspects.sauna]\nwrods = {}\n", '"aspects.sauna.wrods" is not known: do you mean "words"?'),
        ("[aspcets.sauna]\n", '"aspcets" is not known: do you mean "aspects"?'),
        ("[aspects.sauna.words]\nsv = ['bastu']\n", '"aspects.sauna.words.sv": Input should be'),
        ("[aspects.sauna.words]\nen = 'sauna'\n", '"aspects.sauna.words.en"'),
        ("[aspects.sauna]\nabout = 'hot'\n", 'aspects."sauna" is new and has no words'),
        (
            "[aspects.price.pole_words.'too dear']\nen = ['dear']\n",
            """aspects."price".pole_words: "too dear" is none of its poles: """
            '"too expensive", "suspiciously cheap"',
        ),
        ("[aspects.sauna.pole_words.cold]\nen = ['cold']\n", '"cold" is none of its poles: it has none'),
        ("[aspects.sauna]\nwords.en = []\n", 'aspects."sauna" is new and has no words'),
        ("[aspects.Price]\nwords.en = ['shekels']\n", 'aspects."Price": write it as "price"'),
        ('[aspects."sau\\nna"]\nwords.en = ["sauna"]\n', r"'sau\nna' is no name: write it in letters"),
        ('[aspects.sauna]\ntitle = "\\u001b[31m"\nwords.en = ["sauna"]\n', r"'\x1b[31m' is no name"),
        ('[aspects." "]\nwords.en = ["sauna"]\n', "' ' is no name"),
        ("[aspects.overall.words]\nen = ['all']\n", '"overall" means something else in every table'),
        ("[aspects.-.words]\nen = ['all']\n", '"-" means something else in every table'),
        ("[aspects.sauna.words]\nen = ['sau*na']\n", '"sau*na" has a * that ends no word'),
        ("[aspects.sauna\n", "is no TOML"),
        (b"[aspects.sauna.words]\nen = ['\xff']\n", "is no UTF-8 text"),
    ],
)
def test_a_mistake_is_a_usage_error_that_names_the_file(tmp_path: Path, content: str | bytes, message: str):
    with pytest.raises(UsageError) as raised:
        told(tmp_path, content)
    assert str(raised.value).startswith("aspects.toml")
    assert message in str(raised.value)


def test_aspects_are_published_with_their_titles(tmp_path: Path):
    text = '[aspects.sauna]\ntitle = "Sauna and pool"\npoles = ["too hot"]\nwords.en = ["sauna"]\n'
    text += '[aspects."bike rental"]\nwords.en = ["bike rental"]\n'
    connection = empty_warehouse()
    publish_aspects(connection, told(tmp_path, text))
    rows = connection.execute(
        "select title, poles from core.aspects where aspect in ('sauna', 'bike rental')"
    )
    assert sorted(rows.fetchall()) == [("Bike rental", []), ("Sauna and pool", ["too hot"])]


def test_another_title_is_another_publication_but_reads_no_text_anew(tmp_path: Path):
    one, other = (
        told(tmp_path, f'[aspects.sauna]\ntitle = "{title}"\nwords.en = ["sauna"]\n') for title in ("A", "B")
    )
    assert one.version == other.version
    assert one.described != other.described
