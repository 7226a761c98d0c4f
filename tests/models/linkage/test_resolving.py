"""Which links stand: decisions, records, likeness, in this order."""

import random

import polars as pl

from models.linkage.resolving import LINKS, Told, exact_links, likeness_links

NOBODY = frozenset()


def told(exact: str = "", decisions: dict[str, bool] | None = None, shared: str = "") -> Told:
    """Keys are letters; a link is two of them: "ab cd"."""
    pairs = exact.split()
    return Told(
        pl.DataFrame(
            [(one[0], one[1], "crm: e-mail") for one in pairs],
            schema={"left_key": pl.String, "right_key": pl.String, "rule": pl.String},
            orient="row",
        ),
        frozenset(shared),
        pl.DataFrame(
            [(one[0], one[1], is_same) for one, is_same in (decisions or {}).items()],
            schema={"left_key": pl.String, "right_key": pl.String, "is_same": pl.Boolean},
            orient="row",
        ),
    )


def alike(*rows: tuple[str, float, str] | tuple[str, float, str, bool]) -> pl.DataFrame:
    """pair, probability, status and whether it is a conflict."""
    schema = LINKS | {"is_conflict": pl.Boolean}
    return pl.DataFrame(
        [
            {"left_key": pair[0], "right_key": pair[1], "probability": probability, "status": status,
             "reason": status, "is_conflict": bool(conflict), "evidence": []}
            for pair, probability, status, *conflict in rows
        ],
        schema={name: schema[name] for name in schema if name != "rule"},
    )  # fmt: skip


def statuses(links: pl.DataFrame) -> dict[str, str]:
    return {
        left + right: status for left, right, status in links.select("left_key", "right_key", "status").rows()
    }


def test_a_shared_address_joins_nobody():
    links, clusters = exact_links(told("am bm cd", shared="m"))
    assert statuses(links) == {"am": "apart", "bm": "apart", "cd": "accepted"}
    assert clusters.root("a") != clusters.root("b")


def test_a_decision_outranks_what_records_say():
    links, clusters = exact_links(told("am bm", decisions={"ab": False}))
    assert statuses(links) == {"ab": "apart", "am": "accepted", "bm": "apart"}
    assert clusters.root("a") != clusters.root("b")
    links, clusters = exact_links(told("am", decisions={"ab": True}, shared="m"))
    assert clusters.root("a") == clusters.root("b")


def test_decisions_that_contradict_each_other_join_nobody_further():
    links, _ = exact_links(told(decisions={"ab": True, "bc": True, "ac": False}))
    assert statuses(links) == {"ab": "accepted", "ac": "apart", "bc": "apart"}
    assert "persons said both" in links.filter(left_key="b")["reason"].item()


def test_the_likeliest_link_is_made_first_and_no_chain_joins_whom_a_conflict_sets_apart():
    _, clusters = exact_links(told())
    pairs = alike(("as", 0.99999, "accepted"), ("bs", 0.99, "accepted"), ("ab", 0.9, "apart", True))
    links = likeness_links(pairs, clusters, NOBODY)
    assert statuses(links) == {"as": "accepted", "bs": "to_review"}
    assert links.filter(left_key="b")["reason"].item() == "fits two persons who are not one"


def test_who_fits_two_alike_is_taken_for_neither():
    _, clusters = exact_links(told())
    pairs = alike(("as", 0.995, "accepted"), ("bs", 0.99, "accepted"), ("ab", 0.9, "apart", True))
    assert statuses(likeness_links(pairs, clusters, NOBODY)) == {"as": "to_review", "bs": "to_review"}
    assert clusters.root("s") == "s"


def test_a_person_is_asked_once_for_two_persons_and_not_about_what_is_decided():
    _, clusters = exact_links(told("ab", decisions={"ef": False}))
    pairs = alike(("ac", 0.85, "to_review"), ("bc", 0.9, "to_review"), ("ef", 0.9, "to_review"))
    links = likeness_links(pairs, clusters, frozenset({("e", "f")}))
    assert statuses(links) == {"bc": "to_review"}


def test_what_a_stronger_link_has_joined_is_not_asked_about():
    _, clusters = exact_links(told("bc"))
    pairs = alike(("ab", 0.995, "accepted"), ("ac", 0.85, "to_review"))
    assert statuses(likeness_links(pairs, clusters, NOBODY)) == {"ab": "accepted"}


def test_decided_different_no_likeness_joins_them_and_nobody_is_asked_again():
    decided = frozenset({("a", "b")})
    _, clusters = exact_links(told(decisions={"ab": False}))
    pairs = alike(("ab", 1.0, "accepted"), ("as", 1.0, "accepted"), ("bs", 0.999, "accepted"))
    assert statuses(likeness_links(pairs, clusters, decided)) == {"as": "accepted"}
    assert clusters.root("a") != clusters.root("b")
    _, clusters = exact_links(told(decisions={"ab": False}))
    pairs = alike(("as", 0.995, "accepted"), ("bs", 0.99, "accepted"))  # as likely the one as the other
    assert statuses(likeness_links(pairs, clusters, decided)) == {"as": "to_review", "bs": "to_review"}


def test_twins_are_asked_about_and_not_joined():
    _, clusters = exact_links(told())
    assert statuses(likeness_links(alike(("ab", 0.99, "to_review", True)), clusters, NOBODY)) == {
        "ab": "to_review"
    }


def test_the_order_of_rows_changes_nothing():
    rows = [
        (pair, 0.99 + index / 1000, "accepted") for index, pair in enumerate(("ab", "bc", "cd", "de", "ef"))
    ]
    rows += [("ae", 0.9, "apart", True), ("bf", 0.5, "apart", True), ("ac", 0.9, "to_review")]
    expected = None
    for seed in range(20):
        random.Random(seed).shuffle(rows)
        _, clusters = exact_links(told("gh"))
        links = likeness_links(alike(*rows), clusters, NOBODY).sort("left_key", "right_key")
        expected = links if expected is None else expected
        assert links.equals(expected)
