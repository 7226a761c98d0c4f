"""What a customer wrote in one response, be it in several columns."""

import textwrap
import tomllib

import polars as pl

from transforms.describe import describe
from transforms.description import Description
from transforms.privacy import Pseudonymiser


def test_what_one_text_names_is_taken_out_of_another():
    source = """
        name = "form"
        title = "A form of two texts"
        channel = "survey"
        [recognise]
        columns = ["first", "second"]
        [feedback]
        text = { column = "first", values = { "n/a" = "" } }
        further_texts = [{ column = "second" }]
    """
    raw = pl.DataFrame(
        {
            "line": [1, 2, 3],
            "raw:first": ["Mijn BSN is:", "n/a", " "],
            "raw:second": ["123456782", None, "ok"],
        }
    )
    description = Description.model_validate(tomllib.loads(textwrap.dedent(source)))
    told = describe(raw, description, Pseudonymiser(b"k" * 32)).feedback
    assert told["text"].to_list() == ["Mijn BSN is:\n\n[id number]", None, "ok"]
