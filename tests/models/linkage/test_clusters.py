"""Sets of keys: joined in order, never across what sets them apart."""

from hypothesis import given, settings
from hypothesis import strategies as st

from models.linkage.clusters import Clusters


def test_links_join_and_the_smallest_key_stands_for_all():
    clusters = Clusters()
    assert clusters.join("b", "c")
    assert clusters.join("c", "a")
    assert {clusters.root(key) for key in "abc"} == {"a"}
    assert clusters.root("d") == "d"


def test_what_is_separated_is_joined_by_no_chain():
    clusters = Clusters()
    clusters.separate([("a", "d")])
    assert clusters.join("a", "b")
    assert clusters.join("c", "d")
    assert not clusters.join("b", "c")
    assert clusters.root("b") != clusters.root("c")


def test_a_separation_moves_with_its_set():
    clusters = Clusters()
    clusters.separate([("c", "d")])
    clusters.join("b", "c")  # b stands for c from now on
    clusters.join("a", "b")
    assert not clusters.join("d", "a")


def test_what_is_one_already_stays_one():
    clusters = Clusters()
    clusters.join("a", "b")
    clusters.separate([("a", "b")])
    assert clusters.join("a", "b")


PAIRS = st.lists(st.tuples(st.sampled_from("abcdefg"), st.sampled_from("abcdefg")), max_size=12)


@given(PAIRS, PAIRS)
@settings(max_examples=100, deadline=None)
def test_no_separated_pair_is_ever_one_and_every_refusal_has_its_reason(apart, links):
    clusters = Clusters()
    clusters.separate(apart)
    refused = [(left, right) for left, right in links if not clusters.join(left, right)]
    assert all(clusters.root(left) != clusters.root(right) for left, right in apart if left != right)
    members = {
        key: {other for other in "abcdefg" if clusters.root(other) == clusters.root(key)} for key in "abcdefg"
    }
    for left, right in refused:
        assert any(
            (one in members[left] and other in members[right])
            or (one in members[right] and other in members[left])
            for one, other in apart
        )
