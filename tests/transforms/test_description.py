"""What a source description may say, and what it is told when it says something else."""

import tomllib
from importlib.resources import files

import pytest
from pydantic import ValidationError

from transforms.description import Description
from transforms.validation import first_problem

WHOLE = """
name = "survey"
title = "A survey"
channel = "survey"
[recognise]
columns = ["id", "score"]
[feedback]
text = "comment"
"""


def problem(text: str) -> str:
    with pytest.raises(ValidationError) as raised:
        Description.model_validate(tomllib.loads(text))
    return first_problem(raised.value, Description)


def answer(**parts: object) -> str:
    lines = "\n".join(f"{name} = {value}" for name, value in parts.items())
    return f'{WHOLE}\n[[answers]]\nsurvey = "s"\ncolumn = "score"\n{lines}\n'


def test_nps_is_asked_from_0_to_10():
    told = '"answers.0": "score": NPS is defined on 0 to 10 only, scale = [0, 10]'
    assert problem(answer(metric='"nps"', scale="[1, 10]")) == told
    assert problem(answer(metric='"nps"', scale="[0, 10]", is_reversed="true")) == told
    where = '[{ filled = "other", scale = [1, 5] }]'
    assert problem(answer(metric='"nps"', scale="[0, 10]", scale_where=where)) == told
    assert Description.model_validate(tomllib.loads(answer(metric='"nps"', scale="[0, 10]")))


@pytest.mark.parametrize("scale", ["[5, 1]", "[3, 3]"])
def test_a_scale_rises(scale):
    assert "does not rise: write the lower end first" in problem(answer(metric='"csat"', scale=scale))


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ('chanel = "survey"', '"chanel" is not known: do you mean "channel"?'),
        ('language = "pt-BR"', '"language": String should match'),
        ('decimal = ";"', '"decimal": Input should be'),
    ],
)
def test_a_wrong_key_or_value_at_the_top(wrong, told):
    assert problem(wrong + WHOLE).startswith(told)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ('ratting = { column = "score", scale = [1, 5] }', '"feedback.ratting" is not known: do you mean'),
        ('rating = { column = "score" }', '"feedback.rating.scale": Field required'),
        ('created_at = { column = "day", formats = ["%d.%Y"] }', '"feedback.created_at": format "%d.%Y"'),
        ("[attributes]\nproduct = \"sku\"", '"product" is no attribute of the speaker: write it'),
        ("[profile.attributes]\nplan = \"plan\"", "[profile] needs a [customer] table that says"),
        ('[customer]\nkey = "no"', '"customer": key "no" needs a namespace'),
        ('[[ratings]]\naspect = "overall"\ncolumn = "a"\nscale = [1, 5]', '"ratings.0": "overall" is'),
    ],
)  # fmt: skip
def test_a_wrong_part(wrong, told):
    assert problem(f"{WHOLE}{wrong}\n").startswith(told)


def test_a_profile_without_a_name_for_its_customer_would_keep_nothing():
    text = 'name = "crm"\ntitle = "t"\n[recognise]\ncolumns = ["x"]\n[customer]\nphone = "p"\n'
    text += '[profile.attributes]\nplan = "x"\n'
    assert "by key or e-mail" in problem(text)
    assert Description.model_validate(tomllib.loads(text.replace("phone", "email")))


def test_one_answer_per_survey_and_metric():
    once = '\n[[answers]]\nsurvey = "s"\ncolumn = "score"\nmetric = "csat"\nscale = [1, 5]\n'
    assert "name the others apart" in problem(WHOLE + once + once)


def test_columns_are_all_that_it_reads_and_personal_ones_are_told_apart():
    text = WHOLE.replace('text = "comment"', 'text = "comment"\nauthor = { column = "by" }')
    text += '[customer]\nkey = "no"\nnamespace = "crm"\nphone = "tel"\n'
    text += 'also = [{ column = "uid", namespace = "w" }]\n'
    text += '[[ratings]]\naspect = "a"\ncolumn = "q1"\nscale = [1, 5]\n'
    text += 'scale_where = [{ filled = "q2", scale = [1, 10] }]\n'
    description = Description.model_validate(tomllib.loads(text))
    assert set(description.columns) == {"id", "score", "comment", "by", "no", "tel", "uid", "q1", "q2"}
    assert set(description.personal_columns) == {"by", "no", "tel", "uid"}


SOURCES = files("transforms") / "sources"
SHIPPED = sorted(one.name for one in SOURCES.iterdir() if one.name.endswith(".toml"))


@pytest.mark.parametrize("name", SHIPPED)
def test_every_shipped_description_is_whole(name):
    text = (SOURCES / name).read_text(encoding="utf-8")
    description = Description.model_validate(tomllib.loads(text))
    assert f"{description.name}.toml" == name
    assert set(description.essential_columns) <= set(description.columns)


@pytest.mark.parametrize("satisfied_from", [1, 9])
def test_the_top_box_is_on_the_scale(satisfied_from):
    told = problem(answer(metric='"csat"', scale="[1, 5]", satisfied_from=satisfied_from))
    assert "satisfied_from" in told


def test_a_zone_exists():
    told = problem('zone = "America/NewYork"\n' + WHOLE)
    assert told == '"zone": "America/NewYork" is no time zone; write it as "Europe/Paris"'
