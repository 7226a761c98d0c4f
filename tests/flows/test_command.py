"""How the command ends, and what it says: exit codes 0, 1, 2, 3, one or two lines, no traceback."""

from pathlib import Path

import pytest
from command import AS_VOC, new_project, process, rows, voc

import flows.steps

REVIEWS = """
name = "shop_reviews"
title = "Reviews of a shop"
channel = "review"
[recognise]
columns = ["review", "said_at", "stars", "words"]
[record]
key = ["review"]
[feedback]
created_at = "said_at"
text = "words"
rating = { column = "stars", scale = [1, 5] }
"""
SURVEY = """
name = "shop_survey"
title = "Survey of a shop"
channel = "survey"
[recognise]
columns = ["answer", "at", "likely"]
[record]
key = ["answer"]
[feedback]
created_at = "at"
[[answers]]
survey = "shop"
metric = "nps"
column = "likely"
scale = [0, 10]
"""
GOOD = "review,said_at,stars,words\n1,2026-01-05,5,Very good\n2,2026-01-06,1,Very bad\n"
OFF_SCALE = "answer,at,likely\n1,2026-01-05,9\n2,2026-01-06,11\n3,2026-01-07,3\n"


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    return new_project(tmp_path / "shop", {"shop_reviews": REVIEWS, "shop_survey": SURVEY})


def drop(project: Path, name: str, content: str | bytes) -> Path:
    path = project / "inbox" / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def says(err: str, *parts: str) -> None:
    """One or two lines, all of the parts in them, and no traceback."""
    assert 1 <= len(err.splitlines()) <= 2, err
    assert "Traceback" not in err
    for part in parts:
        assert part in err


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["run", "--bogus"], "--bogus"),
        (["frobnicate"], "frobnicate"),
        (["check"], "files"),
        (["query", "select 1", "--format", "xml"], "table, csv, json or parquet"),
        (["query", ""], "there is no question"),
        (["export", "out", "--format", "pdf"], "parquet, csv, xlsx"),
    ],
)
def test_wrong_usage_ends_with_2(
    shop: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], named: str
) -> None:
    monkeypatch.chdir(shop)
    called = voc(*arguments)
    assert (called.code, called.out) == (2, "")
    says(called.err, named)


def test_without_arguments_it_shows_its_help() -> None:
    called = voc()
    assert called.code == 0
    assert called.out.startswith("Usage: voc")


@pytest.mark.parametrize("arguments", [["run"], ["query", "select 1"], ["doctor"], ["report"]])
def test_a_folder_that_is_no_project_is_wrong_usage(tmp_path: Path, arguments: list[str]) -> None:
    called = voc(*arguments, "--project", tmp_path)
    assert (called.code, called.out) == (2, "")
    says(called.err, "no voc.toml", "voc init")


def test_a_project_is_made_once_and_never_overwritten(shop: Path) -> None:
    (shop / "voc.toml").write_text("# mine\n", encoding="utf-8")
    called = voc("init", shop)
    assert called.code == 2
    says(called.err, "already")
    assert (shop / "voc.toml").read_text(encoding="utf-8") == "# mine\n"


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ("[verdict]\nisolated_belwo = 0.1\n", ["verdict.isolated_belwo", '"isolated_below"']),
        ("[privcy]\nfloor = 5\n", ["privcy", '"privacy"']),
        ('[project]\ntime_zone = "Europe/Pari"\n', ["time_zone", "Europe/Pari", "Europe/Paris"]),
        ('[segments.all]\nattribute = "plan"\n', ["segments", '"all" is everybody']),
        ("[privacy]\nfloor = 1\n", ["privacy.floor"]),
        (
            '[two_way]\npairs = [["company_siez", "plan"]]\n',
            ['"company_siez"', 'do you mean "company_size"?'],
        ),
        ('[two_way]\npairs = [["plan", "plan"]]\n', ["two_way", '"plan" twice is no pair']),
        ('[two_way]\npairs = [["plan", "age"], ["age", "plan"]]\n', ["two_way", "name each pair once"]),
        (
            '[segments.x]\nattribute = "x"\nmerge_below = 9\nparents = { a = "b", b = "a" }\n',
            ["segments.x", 'parents lead in a circle: "a" in "b" in "a"'],
        ),
        ("[verdict]\nisolated_below = 0.3\n", ["isolated_below must be less than trend_above"]),
        ("[opinions]\ntaxonomies = []\n", ["opinions.taxonomies", "List should have at least 1 item"]),
        ("[weighting]\ncap = 1\n", ["weighting.cap", "greater than 1"]),
        ('[weighting]\nmargins = ["company_sise"]\n', ["weighting.margins", 'mean "company_size"']),
        ('[weighting]\nmargins = ["channel"]\n', ["weighting.margins", 'feedback has a "channel"']),
        ('[weighting]\nmargins = ["tenure"]\n', ["weighting.margins", '"tenure" changes with every day']),
        ('[weighting]\nmargins = ["plan", "plan"]\n', ["weighting.margins", '"plan" is named twice']),
        (
            '[two_way]\npairs = [["plan", "channel"]]\n[weighting]\nmargins = ["plan x channel"]\n',
            ["weighting.margins", 'feedback has a "channel"'],
        ),
        ("[identity]\nask_at = 0.999\n", ["identity", "ask_at must not be above accept_at"]),
        ("[project\n", ["voc.toml is no TOML"]),
        (b'[project]\nname = "caf\xe9"\n', ["voc.toml is no UTF-8 text"]),
    ],
)
def test_a_wrong_setting_is_named(shop: Path, settings: str | bytes, named: list[str]) -> None:
    (shop / "voc.toml").write_bytes(settings if isinstance(settings, bytes) else settings.encode())
    called = voc("run", "--project", shop)
    assert called.code == 2
    says(called.err, "voc.toml", *named)


def test_an_editor_may_begin_a_file_with_a_byte_order_mark(shop: Path) -> None:
    for path in (shop / "voc.toml", shop / "sources" / "shop_reviews.toml"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert voc("check", drop(shop, "good.csv", GOOD), "--project", shop).code == 0


def test_a_wrong_description_is_named(shop: Path) -> None:
    (shop / "sources" / "shop_reviews.toml").write_text(REVIEWS.replace("rating =", "raiting ="))
    called = voc("run", "--project", shop)
    assert called.code == 2
    says(called.err, "sources/shop_reviews.toml", "feedback.raiting", '"rating"')


def test_a_file_that_is_not_there_is_wrong_usage(shop: Path) -> None:
    called = voc("check", shop / "inbox" / "gone.csv", "--project", shop)
    assert called.code == 2
    says(called.err, "gone.csv")


def test_an_unknown_source_is_answered_with_the_known_ones(shop: Path) -> None:
    called = voc("check", drop(shop, "good.csv", GOOD), "--source", "shop_revews", "--project", shop)
    assert called.code == 2
    says(called.err, "shop_revews", "shop_reviews")


def test_a_missing_column_is_named_with_the_nearest_of_the_file(shop: Path) -> None:
    path = drop(shop, "renamed.csv", GOOD.replace("stars", "star"))
    called = voc("check", path, "--project", shop)
    assert called.code == 1
    says(called.err, 'lacks the column "stars"', 'is it "star"?')


def test_an_unreadable_file_is_said_and_the_others_are_published(shop: Path) -> None:
    drop(shop, "good.csv", GOOD)
    drop(shop, "torn.parquet", b"PAR1 and then nothing of the kind")
    called = voc("run", "--project", shop)
    assert called.code == 3
    assert "torn.parquet" in called.err
    assert "Traceback" not in called.err
    assert len(rows(shop, "from core.feedback")) == 2
    assert voc("check", shop / "inbox" / "torn.parquet", "--project", shop).code == 1


def test_a_score_off_its_scale_ends_with_3_and_names_file_line_and_column(shop: Path) -> None:
    drop(shop, "may.csv", OFF_SCALE)
    called = voc("run", "--project", shop)
    assert called.code == 3
    assert 'inbox/may.csv, line 3, column "likely": 11 is not on the declared scale 0–10' in called.err
    assert "1 of 3 lines rejected" in called.err
    assert [one["score"] for one in rows(shop, "select score from core.survey_answers order by 1")] == [3, 9]


def test_good_files_end_with_0_and_silence_on_stderr(shop: Path) -> None:
    drop(shop, "good.csv", GOOD)
    called = voc("run", "--project", shop)
    assert (called.code, called.err) == (0, "")
    assert "Published" in called.out


def test_ingest_loads_and_leaves_publishing_to_the_run(shop: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "export.csv"
    elsewhere.write_text(GOOD, encoding="utf-8")
    assert voc("ingest", elsewhere, "--project", shop).code == 0
    assert not (shop / "voc.duckdb").exists()
    assert voc("run", "--project", shop).code == 0
    assert len(rows(shop, "from core.feedback")) == 2


def test_before_the_first_run_there_is_nothing_to_ask(shop: Path) -> None:
    called = voc("query", "select 1", "--project", shop)
    assert called.code == 1
    says(called.err, "voc run")


def test_an_unexpected_failure_is_a_sentence_and_with_debug_a_traceback(
    shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise ZeroDivisionError("by nought\nand more")

    monkeypatch.setattr(flows.steps, "deliveries", fails)
    drop(shop, "good.csv", GOOD)
    called = voc("run", "--project", shop)
    assert called.code == 1
    says(called.err, "ZeroDivisionError", "by nought", "--debug")
    assert "Traceback" in voc("run", "--project", shop, "--debug").err


@pytest.mark.system
def test_ctrl_c_says_that_a_rerun_goes_on(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    drop(shop, "good.csv", GOOD)
    with monkeypatch.context() as patch:
        patch.setattr(flows.steps, "read_texts", stopped)
        called = voc("run", "--project", shop)
    assert called.code == 1
    says(called.err, "stopped", "Run it again")
    assert voc("run", "--project", shop).code == 0
    statuses = [one["status"] for one in rows(shop, "select status from ops.runs order by started_at")]
    assert statuses == ["failed", "done"]


@pytest.mark.system
def test_the_installed_command_gives_its_exit_code_to_the_shell(tmp_path: Path) -> None:
    called = process(AS_VOC, "run", "--project", tmp_path)
    assert called.code == 2
    says(called.err, "no voc.toml")
