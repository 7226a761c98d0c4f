"""Persons of three sources: who is joined, who is asked about, whose decision stands."""

from pathlib import Path

import pytest
from small_project import Small

CRM = """
    name = "crm"
    title = "Contacts"
    [recognise]
    columns = ["contact", "first", "last", "mail"]
    [record]
    key = ["contact"]
    [customer]
    key = "contact"
    namespace = "crm"
    first_name = "first"
    last_name = "last"
    email = "mail"
    phone = "phone"
    company = "company"
    birth_date = "born"
    [profile.attributes]
    country = "country"
"""
SURVEY = """
    name = "survey"
    title = "Survey"
    channel = "survey"
    [recognise]
    columns = ["response", "who", "address"]
    [record]
    key = ["response"]
    [customer]
    name = "who"
    email = "address"
    phone = "phone"
    company = "company"
    [feedback]
    text = "words"
"""
DECISIONS = (Path(__file__).parents[2] / "transforms" / "sources" / "identity_decisions.toml").read_text(
    "utf-8"
)

CONTACTS = (
    "contact,first,last,mail,phone,company,born,country\n"
    "1,Anna,Müller,anna.mueller@acme.de,0171 2345678,Acme GmbH,1980-05-03,DE\n"
    "2,Ben,Popescu,ben@zenith.ro,0721 111222,Zenith SRL,,RO\n"
    "3,Marco,Rossi,info@rossi.it,,Rossi Srl,,IT\n"
)
ANSWERS = (
    "response,who,address,phone,company,words\n"
    "a,Müller Anna,ANNA.MUELLER@acme.de,,,same address\n"
    "b,Anna Mueller,,+49 171 2345678,ACME,same phone\n"
    "c,Ben Popescu,,0799 999999,,only the name\n"
    'd,Carla Bianchi,info@rossi.it,,Rossi,"from the mailbox, Carla"\n'
    'e,M. Rossi,info@rossi.it,,Rossi,"from the mailbox, Marco"\n'
    "f,,,,,nobody\n"
)


@pytest.fixture
def small(tmp_path: Path):
    with Small(tmp_path, crm=CRM, survey=SURVEY, identity_decisions=DECISIONS) as one:
        yield one


def loaded(small: Small) -> Small:
    small.load("crm.csv", CONTACTS)
    small.load("survey.csv", ANSWERS)
    small.link()
    return small


def customers(small: Small) -> dict[str, str]:
    """The customer of each response, by its words."""
    return dict(small.rows("select text, customer_id from core.feedback"))


def contact(small: Small, number: str) -> str:
    """The customer of a contact of the CRM."""
    (row,) = small.rows(
        "select customer_id from core.customer_keys join core.customer_records using (customer_key) "
        f"join core.records using (record_id) where records.line = {1 + int(number)}"
    )
    return row[0]


def decide(small: Small, left: str, right: str, decision: str, day: int = 1) -> None:
    small.load(
        f"decided{day}.csv",
        f"left_key,right_key,decision,decided_at,left_name\n{left},{right},{decision},2026-06-0{day},A B\n",
    )
    small.link()


def test_an_address_and_a_phone_lead_to_the_contact_and_a_name_alone_does_not(small: Small):
    found = customers(loaded(small))
    assert found["same address"] == found["same phone"] == contact(small, "1")
    assert found["only the name"] != contact(small, "2")
    assert found["nobody"] is None


def test_who_writes_from_a_common_mailbox_is_not_one_person(small: Small):
    found = customers(loaded(small))
    by_reason = small.rows(
        "select distinct status from core.identity_links where reason like '%several persons%'"
    )
    assert by_reason == [("apart",)]
    assert found["from the mailbox, Carla"] != contact(small, "3")
    assert found["from the mailbox, Marco"] == contact(small, "3")  # his name, beside it the same mailbox


def test_the_evidence_names_levels_and_nobody(small: Small):
    loaded(small)
    ((probability, evidence, reason),) = small.rows(
        "select probability, evidence::varchar, reason from core.identity_links "
        "where rule = 'likeness' and status = 'accepted' and evidence['phone'] = 'equal'"
    )
    assert probability > 0.99
    assert "name=" in evidence
    assert "country" not in evidence  # only one side tells it
    everything = str(small.rows("from core.identity_links")).lower()
    assert not [one for one in ("anna", "müller", "mueller", "acme", "2345678") if one in everything]
    assert reason == "name and further details agree"


def test_a_decision_stands_whatever_is_delivered_later(small: Small):
    loaded(small)
    (left, right) = small.rows(
        "select left_key, right_key from core.identity_links where evidence['phone'] = 'equal'"
    )[0]
    decide(small, right, left, "different")
    assert customers(small)["same phone"] != contact(small, "1")
    small.load("more.csv", ANSWERS.replace("same phone", "same phone again").replace("\nb,", "\nb2,"))
    small.link()
    assert customers(small)["same phone again"] != contact(small, "1")
    decide(small, left, right, "same", day=2)
    assert customers(small)["same phone"] == contact(small, "1")


def test_a_blank_decision_decides_nothing_and_is_no_reject(small: Small):
    loaded(small)
    before = small.rows("from core.identity_links order by all")
    outcome = small.load("later.csv", f"left_key,right_key,decision\n{'a' * 24},{'b' * 24},\n")
    assert (outcome.loaded, outcome.rejected) == (1, 0)
    small.link()
    assert small.rows("from core.identity_links order by all") == before


def test_what_is_no_decision_is_rejected_and_shown_nowhere(small: Small):
    one, other = "a" * 24, "c" * 24
    outcome = small.load(
        "wrong.csv",
        "left_key,right_key,decision\n"
        f"{one},{other},maybe Anna\nanna@acme.de,{other},same\n{one},{one},same\n",
    )
    assert [(reject.column, reject.reason) for reject in outcome.rejects] == [
        ("decision", "is no decision: write same, different, undecided, or nothing"),
        ("left_key", "is no key of report.identity_review (24 digits and letters a to f)"),
        ("right_key", "is the same key as the other: decide on two"),
    ]
    everything = str(small.rows("from ops.rejects")) + str(small.rows("from core.identity_decisions"))
    assert "nna" not in everything


def test_a_blank_copy_and_the_order_of_delivery_change_no_decision_and_a_word_takes_it_back(small: Small):
    loaded(small)
    (left, right) = small.rows(
        "select left_key, right_key from core.identity_links where evidence['phone'] = 'equal'"
    )[0]
    decide(small, left, right, "different", day=3)
    small.load("copy.csv", f"left_key,right_key,decision\n{left},{right},\n")
    decide(small, right, left, "same", day=1)  # an older one that comes late, the other way round
    assert customers(small)["same phone"] != contact(small, "1")
    decide(small, left, right, "undecided", day=4)
    assert customers(small)["same phone"] == contact(small, "1")


def test_placeholders_for_keys_and_addresses_join_nobody(small: Small):
    answers = "".join(f"{n},,none@none.com,,,words {n}\n" for n in "xyz")
    small.load("survey.csv", "response,who,address,phone,company,words\n" + answers)
    small.load("crm.csv", "contact,first,last,mail,phone,company,born,country\n"
               "1,Anna,Bauer,none@none.com,,,,\n2,Anna,Ott,none@none.com,,,,\n")  # fmt: skip
    small.link()
    assert contact(small, "1") != contact(small, "2")


def test_two_decided_the_same_are_one_without_any_likeness(small: Small):
    loaded(small)
    ((ben,),) = small.rows(
        "select customer_key from core.customer_records join core.records using (record_id) "
        "where records.line = 3"
    )
    ((only_name,),) = small.rows("select speaker_key from core.feedback where text = 'only the name'")
    decide(small, ben, only_name, "same")
    assert customers(small)["only the name"] == contact(small, "2")


def test_any_order_of_delivery_gives_the_same_links(tmp_path: Path):
    found = []
    for number, order in enumerate((("crm.csv", "survey.csv"), ("survey.csv", "crm.csv"))):
        with Small(tmp_path / str(number), crm=CRM, survey=SURVEY, identity_decisions=DECISIONS) as small:
            small.project.secret.write_text("ab" * 32 + "\n")
            texts = {"crm.csv": CONTACTS, "survey.csv": ANSWERS}
            for name in order:
                small.load(name, texts[name])
                small.link()
            found.append([small.rows(f"from core.{table} order by all") for table in
                          ("identity_links", "customer_keys", "customer_accounts")])  # fmt: skip
    assert found[0] == found[1]


def test_nothing_new_is_not_compared_again(small: Small, monkeypatch: pytest.MonkeyPatch):
    loaded(small)
    before = small.rows("from core.identity_links order by all")
    monkeypatch.setattr("warehouse.linking.scoring.scored_pairs", None)
    small.link()
    assert small.rows("from core.identity_links order by all") == before


def test_contacts_of_one_company_share_an_account(small: Small):
    loaded(small)
    accounts = dict(small.rows("from core.customer_accounts"))
    found = customers(small)
    assert accounts[found["same phone"]] == accounts[contact(small, "1")]
    assert accounts[found["from the mailbox, Carla"]] == accounts[contact(small, "3")]
    assert accounts[contact(small, "1")] != accounts[contact(small, "3")]


def test_a_day_of_birth_that_cannot_be_read_is_not_quoted(small: Small):
    outcome = small.load("crm.csv", CONTACTS.replace("1980-05-03", "in the spring of 80"))
    (reject,) = outcome.rejects
    assert reject.column == "born"
    assert reject.reason == "is not a date (ISO 8601, such as 1984-05-31)"


def test_a_placeholder_that_a_crowd_uses_joins_nobody_and_costs_no_square(small: Small):
    contacts = "".join(f"{n},Given{n},Family{n},none@none.com,000 000 000,n/a,,\n" for n in range(1, 3_001))
    small.load("crowd.csv", "contact,first,last,mail,phone,company,born,country\n" + contacts)
    small.link()
    assert small.rows("select count(distinct customer_id) from core.customer_keys join core.customer_records "
                      "using (customer_key)") == [(3_000,)]  # fmt: skip
    assert small.rows("from core.customer_accounts") == []
    assert small.rows("select count(*) from core.likeness where evidence['phone'] is not null") == [(0,)]


@pytest.mark.parametrize("copies", [1, 2, 3, 5])
def test_so_few_contacts_that_all_are_alike_are_linked(small: Small, copies: int):
    row = "Anna,Bauer,anna@acme.de,0171 2345678,Acme,1980-05-03,DE\n"
    header = "contact,first,last,mail,phone,company,born,country\n"
    small.load("crm.csv", header + "".join(f"{n},{row}" for n in range(copies)))
    small.link()
    assert small.rows("select count(distinct customer_id) from core.customer_keys") == [(1,)]


def test_the_unlikelier_two_are_one_the_more_they_are_kept_apart(small: Small):
    strangers = "".join(f"{n},G{n}x,F{n}y,p{n}@f{n}.de,0{n}71{n}99{n},Firm {n},,DE\n" for n in range(10, 60))
    small.load(
        "crm.csv",
        "contact,first,last,mail,phone,company,born,country\n"
        "1,Anna,Bauer,abauer80@gmx.de,0171 1111111,Werft AG,1980-01-01,DE\n"
        "2,Anna,Bauer,sonnenkind@web.de,0172 2222222,Kontor AG,1993-11-27,DE\n"
        "3,Anna,Bauer,,0171 1111111,Kontor AG,,DE\n" + strangers,
    )
    small.link()
    assert contact(small, "1") != contact(small, "2")
