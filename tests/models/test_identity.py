"""Keys to customers: connected components, named alike in any order of delivery."""

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from models.identity import customers_of_keys


def customers(keys: str, persons: str = "", links: list[str] | None = None) -> dict[str, str]:
    """Keys are letters; a link is two of them."""
    pairs = pl.DataFrame(
        {"left_key": [pair[0] for pair in links or []], "right_key": [pair[1] for pair in links or []]},
        schema={"left_key": pl.String, "right_key": pl.String},
    )
    found = customers_of_keys(
        pl.Series(list(keys), dtype=pl.String), pl.Series(list(persons), dtype=pl.String), pairs
    )
    return dict(found.select("key", "customer_id").rows())


def test_keys_without_links_are_customers_of_their_own():
    assert customers("cab") == {"a": "a", "b": "b", "c": "c"}


def test_a_chain_is_one_customer_whatever_the_order():
    expected = dict.fromkeys("abcd", "a")
    assert customers("d", links=["ab", "bc", "cd"]) == expected
    assert customers("d", links=["dc", "ab", "cb"]) == expected


def test_the_key_of_a_profile_names_the_customer():
    assert customers("abc", persons="c", links=["ab", "bc"]) == dict.fromkeys("abc", "c")
    assert customers("abc", persons="cb", links=["ab", "bc"]) == dict.fromkeys("abc", "b")


def test_a_key_that_only_a_link_names_is_known_too():
    assert customers("", links=["xy"]) == {"x": "x", "y": "x"}


def test_no_keys_at_all():
    assert customers("") == {}


LINKS = st.lists(st.text("abcdefg", min_size=2, max_size=2), max_size=8)


@given(st.text("abcdefg", max_size=6), st.text("abcdefg", max_size=3), LINKS, st.randoms())
@settings(max_examples=60, deadline=None)
def test_any_order_and_direction_of_links_give_the_same_customers(keys, persons, links, random):
    first = customers(keys, persons, links)
    turned = [pair[::-1] if random.random() < 0.5 else pair for pair in links]
    random.shuffle(turned)
    assert customers(keys[::-1], persons[::-1], turned) == first
    assert all(first[left] == first[right] for left, right in links)
    assert set(first) == set(keys) | set(persons) | set("".join(links))
