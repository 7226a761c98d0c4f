"""`voc train`: what it says and does, how one goes back, and the nightly run that trains by itself."""

import shutil
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from command import new_project, rows, voc
from rated_texts import FIRST_DAY, text

import flows.training
from models.sentiment import SentimentModel
from warehouse.lock import writing
from warehouse.project import Project

REVIEWS = """
name = "shop_reviews"
title = "Reviews of a shop"
channel = "review"
language = "en"
[recognise]
columns = ["review", "said_at", "stars", "words"]
[record]
key = ["review"]
[feedback]
created_at = "said_at"
text = "words"
rating = { column = "stars", scale = [1, 5] }
"""
ENOUGH = 520  # a fifth of it holds 52 of either side


def reviews(numbers: Iterable[int], stars: bool = True) -> str:
    """Eight reviews a day, praise and complaint in turn, in words that the shipped model does not know."""
    lines = ["review,said_at,stars,words"]
    for number in numbers:
        label = 1 if number % 2 else -1
        at = FIRST_DAY + timedelta(hours=3 * number)
        lines.append(f"{number},{at:%Y-%m-%dT%H:%M},{3 + 2 * label if stars else ''},{text(number, label)}")
    return "\n".join(lines) + "\n"


SMALL = '[opinions]\ntaxonomies = ["core"]\n[verdict]\nwindows_days = [30]\n'


def project(folder: Path, content: str) -> Path:
    made = new_project(folder, {"shop_reviews": REVIEWS}, {"a.csv": content})
    (made / "voc.toml").write_text(SMALL, encoding="utf-8")  # less to judge, sooner done
    return made


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    return project(tmp_path / "shop", reviews(range(ENOUGH)))


def called(*arguments: object, code: int = 0) -> Any:
    done = voc(*arguments)
    assert done.code == code, done.err
    return done


def copied(folder: Path, target: Path) -> Path:
    """The project with its key and the times of its files."""
    return Path(shutil.copytree(folder, target, copy_function=shutil.copy2))


@pytest.fixture(scope="module")
def ran_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop after its first run, which tests copy."""
    folder = project(tmp_path_factory.mktemp("ran") / "shop", reviews(range(ENOUGH)))
    called("run", "--project", folder)
    return folder


@pytest.fixture(scope="module")
def trained_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A shop that was loaded and has trained, which tests copy, and the models in force there."""
    folder = project(tmp_path_factory.mktemp("trained") / "shop", reviews(range(ENOUGH)))
    return folder, trained(folder)


def trained(folder: Path) -> dict[str, str]:
    """The models in force once the first file is loaded and learned from."""
    called("ingest", folder / "inbox" / "a.csv", "--project", folder)
    active: dict[str, str] = called("train", "--project", folder, "--json").json["active"]
    return active


def readings(folder: Path) -> list[dict[str, Any]]:
    return rows(
        folder, "select text, sentiment, sentiment_score, model_version from core.feedback order by all"
    )


@pytest.mark.system
def test_train_adopts_run_reads_anew_and_revert_goes_back(ran_once: Path, tmp_path: Path):
    shop = copied(ran_once, tmp_path / "shop")
    assert trainings(shop) == []  # by default only the command trains
    before = readings(shop)
    trained = called("train", "--project", shop, "--json").json
    assert set(trained) == {"languages", "active", "texts_to_read"}
    english, unknown = trained["languages"]
    assert unknown["language"] == "unknown"  # read by what all languages together taught
    assert (english["language"], english["texts"], english["held_out"]) == ("en", ENOUGH, 104)
    assert (english["negative"], english["neutral"], english["positive"]) == (260, 0, 260)
    assert english["is_adopted"]
    assert english["own"]["macro_f1"] > english["shipped"]["macro_f1"]
    assert trained["active"] == dict.fromkeys(["en", "unknown"], english["in_force"])
    assert trained["texts_to_read"] == ENOUGH

    called("run", "--project", shop)
    assert {row["sentiment_score"] > 0 for row in readings(shop) if "zorbly" in row["text"]} == {True}
    assert {row["sentiment_score"] > 0 for row in readings(shop) if "grumful" in row["text"]} == {False}
    (published,) = rows(shop, "select model_version from ops.publication")
    assert "+en-" in published["model_version"]
    sql = "select language, texts, is_adopted, gain_low > 0 as gains from ops.trainings order by language"
    noted, _ = rows(shop, sql)
    assert noted == {"language": "en", "texts": ENOUGH, "is_adopted": True, "gains": True}

    again = called("train", "--project", shop, "--json").json
    assert (again["active"], again["texts_to_read"]) == (trained["active"], 0)

    back = called("train", "--revert", "--project", shop, "--json").json
    assert back == {"before": trained["active"], "active": {}, "texts_to_read": ENOUGH}
    called("run", "--project", shop)
    assert readings(shop) == before


def test_what_it_prints(shop: Path):
    called("ingest", shop / "inbox" / "a.csv", "--project", shop)
    said = called("train", "--project", shop).out
    assert "en: adopted, macro-F1 " in said
    assert f"The next `voc run` reads {ENOUGH} texts anew; `voc train --revert` goes back." in said
    called("run", "--project", shop)
    back = called("train", "--revert", "--project", shop).out
    assert back.splitlines() == [
        "In force now: the shipped models.",
        f"The next `voc run` reads {ENOUGH} texts anew.",
    ]
    assert "nothing to go back to" in called("train", "--revert", "--project", shop).out


def test_too_few_rated_texts_are_said_and_no_error(tmp_path: Path):
    few = project(tmp_path / "few", reviews(range(30)))
    called("ingest", few / "inbox" / "a.csv", "--project", few)
    said = called("train", "--project", few).out
    assert (
        "en: not adopted, not enough different texts among the held-out ones: complaints 3, praises 3" in said
    )
    assert "anew" not in said


def test_without_rated_texts_it_says_what_would_teach(tmp_path: Path):
    unrated = project(tmp_path / "unrated", reviews(range(9), stars=False))
    called("ingest", unrated / "inbox" / "a.csv", "--project", unrated)
    assert "No rated texts" in called("train", "--project", unrated).out
    found = called("train", "--project", unrated, "--json").json
    assert found == {"languages": [], "active": {}, "texts_to_read": 0}


def test_it_waits_for_nobody_and_disturbs_nobody(shop: Path):
    with writing(Project(shop), "a run"):
        assert "another run is at work here" in called("train", "--project", shop, code=1).err
        assert "another run is at work here" in called("train", "--revert", "--project", shop, code=1).err


@pytest.mark.system
def test_the_same_feedback_gives_the_same_model_in_any_project(
    trained_once: tuple[Path, dict[str, str]], tmp_path: Path
):
    """Pseudonyms differ between projects; weights must not."""
    other = project(tmp_path / "other", reviews(reversed(range(ENOUGH))))
    assert trained(other) == trained_once[1]


def test_an_altered_model_is_refused_with_the_way_back(
    trained_once: tuple[Path, dict[str, str]], tmp_path: Path
):
    folder, active = trained_once
    shop = copied(folder, tmp_path / "shop")
    path = shop / "state" / "models" / active["en"] / "en" / "sentiment_words.parquet"
    path.write_bytes(path.read_bytes()[:-1])
    failed = called("run", "--project", shop, code=1)
    assert "altered" in failed.err
    assert models_check(shop, code=1)["status"] == "bad"
    assert "voc train --revert" in failed.err
    called("train", "--revert", "--project", shop)
    called("train", "--project", shop)


def models_check(folder: Path, code: int = 0) -> dict[str, str]:
    """What doctor says of the models; it ends with 3 where anything warns."""
    (check,) = [
        one
        for one in called("doctor", "--project", folder, "--json", code=code).json["checks"]
        if one["check"] == "models"
    ]
    found: dict[str, str] = check
    return found


@pytest.mark.system
def test_doctor_says_which_models_are_in_force_and_when_they_are_outdated(
    ran_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    shop = copied(ran_once, tmp_path / "shop")
    assert models_check(shop)["message"] == "the shipped models are in force"
    called("train", "--project", shop)
    assert models_check(shop)["message"] == "own models in force: en, unknown"
    index = shop / "state" / "models" / "active.json"
    index.rename(shop / "elsewhere")
    lost = models_check(shop, code=3)
    assert (lost["status"], "the own models of en, unknown: restore" in lost["message"]) == ("warning", True)
    (shop / "elsewhere").rename(index)
    upgraded = replace(SentimentModel.load(), version="upgraded")
    monkeypatch.setattr("flows.cli.health.SentimentModel", SimpleNamespace(load=lambda: upgraded))
    outdated = models_check(shop, code=3)
    assert (outdated["status"], "voc train" in outdated["message"]) == ("warning", True)


# by itself -----------------------------------------------------------------------------------------------


def trainings(folder: Path) -> list[tuple[str | None, bool]]:
    found = rows(folder, "select language, is_adopted from ops.trainings order by trained_at, language")
    return [(row["language"], row["is_adopted"]) for row in found]


def every(folder: Path, days: int) -> None:
    (folder / "voc.toml").write_text(f"{SMALL}[training]\nevery_days = {days}\n", encoding="utf-8")


@pytest.mark.system
def test_the_nightly_run_trains_when_the_data_has_moved_on(shop: Path):
    every(shop, 30)
    called("run", "--project", shop)
    assert trainings(shop) == [("en", True), ("unknown", True)]
    (left,) = rows(shop, "select count(distinct model_version) as versions from core.feedback")
    assert left == {"versions": 1}  # read anew in the same run

    (shop / "inbox" / "b.csv").write_text(reviews(range(ENOUGH, ENOUGH + 80)), encoding="utf-8")
    called("run", "--project", shop)
    assert len(trainings(shop)) == 2  # ten days more are not thirty

    (shop / "inbox" / "c.csv").write_text(reviews(range(ENOUGH + 80, ENOUGH + 320)), encoding="utf-8")
    called("run", "--project", shop)
    assert len(trainings(shop)) == 4

    unrated = reviews(range(ENOUGH + 320, ENOUGH + 640), stars=False)
    (shop / "inbox" / "d.csv").write_text(unrated, encoding="utf-8")
    called("run", "--project", shop)
    assert len(trainings(shop)) == 4  # nothing new to learn from


@pytest.mark.system
def test_a_training_that_fails_does_not_fail_the_run(shop: Path, monkeypatch: pytest.MonkeyPatch):
    def failing(*_: object) -> None:
        raise ArithmeticError("no convergence")

    monkeypatch.setattr(flows.training, "adaptations", failing)
    every(shop, 30)
    called("run", "--project", shop)
    assert rows(shop, "select language, is_adopted, reason from ops.trainings") == [
        {"language": None, "is_adopted": False, "reason": "ArithmeticError: no convergence"}
    ]
    assert not (shop / "state" / "models").joinpath("en").exists()


def test_a_wrong_setting_is_named(shop: Path):
    every(shop, -1)
    assert "training.every_days" in called("run", "--project", shop, code=2).err


# what a person has read ----------------------------------------------------------------------------------


@pytest.mark.system
def test_readings_delivered_as_a_file_are_learned_from(tmp_path: Path):
    """No stars at all: a person has read every opinion on the whole."""
    folder = project(tmp_path / "read", reviews(range(ENOUGH), stars=False))
    called("run", "--project", folder)
    opinions = rows(folder, "select opinion_id, quote from core.opinions where aspect = 'overall'")
    told = {True: "positive", False: "negative"}
    lines = [f"{row['opinion_id']},{told['zorbly' in row['quote']]}" for row in opinions]
    (folder / "inbox" / "read.csv").write_text("\n".join(["opinion_id,polarity", *lines]) + "\n")
    called("run", "--project", folder)
    overall = "from core.opinions where aspect = 'overall' group by all order by polarity"
    assert rows(folder, f"select origin, polarity, confidence, count(*) as opinions {overall}") == [
        {"origin": "reading", "polarity": polarity, "confidence": 1.0, "opinions": ENOUGH // 2}
        for polarity in (-1, 1)
    ]
    english, _ = called("train", "--project", folder, "--json").json["languages"]
    assert (english["texts"], english["is_adopted"]) == (len(lines), True)
