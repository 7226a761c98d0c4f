"""Deliveries of several files of one CRM: companies, contacts and deals meet, whichever form they come in."""

from pathlib import Path

import pytest
from delivered import Delivered, as_csv, as_json

from transforms.segments import Dimension

DAY = "2026-03-02 10:00"
SCREEN = {
    "companies": [
        ["Record ID", "Company name", "Company owner", "Create Date", "Industry", "Country/Region"],
        [201, "Acme", "", DAY, "Retail", "France"],
    ],
    "contacts": [
        [
            "Record ID",
            "First Name",
            "Last Name",
            "Email",
            "Contact owner",
            "Create Date",
            "Job Title",
            "Associated Company IDs",
            "Country/Region",
        ],
        [101, "Ada", "A", "ada@acme.example", "", DAY, "CEO", 201, ""],
        [102, "Bob", "B", "bob@acme.example", "", DAY, "CTO", "201;202", "Spain"],
    ],
    "deals": [
        [
            "Record ID",
            "Deal Name",
            "Deal Stage",
            "Amount",
            "Close Date",
            "Associated Contact IDs",
            "Associated Company IDs",
        ],
        [301, "Big", "Closed Won", 1000, DAY, 101, 201],
        [302, "Small", "Closed Lost", 50, DAY, "102;101", 201],
        [303, "Next", "Contract Sent", 70, DAY, "", 201],
    ],
}


def interface(kind: str, properties: list[dict], **associations: list[list[int]]) -> dict:
    """As HubSpot's interface answers."""
    results = []
    for number, one in enumerate(properties):
        linked = {
            name: {"results": [{"id": str(key), "type": f"{kind}_to_{name}"} for key in keys[number]]}
            for name, keys in associations.items()
            if keys[number]
        }
        record = {"id": one["hs_object_id"], "properties": one, "archived": False}
        results.append(record | ({"associations": linked} if linked else {}))
    return {"results": results, "paging": {"next": {"after": "x"}}}


INTERFACE = {
    "companies": interface(
        "company",
        [{"hs_object_id": "201", "name": "Acme", "domain": "acme.example", "industry": "Retail"}
         | {"country": "France"}],
    ),
    "contacts": interface(
        "contact",
        [{"hs_object_id": "101", "email": "ada@acme.example", "firstname": "Ada", "lastname": "A",
          "jobtitle": "CEO"},
         {"hs_object_id": "102", "email": "bob@acme.example", "firstname": "Bob", "lastname": "B",
          "jobtitle": "CTO", "country": "Spain"}],
        companies=[[201], [201, 202]],
    ),
    "deals": interface(
        "deal",
        [{"hs_object_id": "301", "dealname": "Big", "dealstage": "closedwon", "amount": "1000"},
         {"hs_object_id": "302", "dealname": "Small", "dealstage": "closedlost", "amount": "50"},
         {"hs_object_id": "303", "dealname": "Next", "dealstage": "contractsent", "amount": "70"}],
        contacts=[[101], [102, 101], []],
        companies=[[201], [201], [201]],
    ),
}  # fmt: skip
AIRBYTE = {
    "companies": [
        [
            "_airbyte_raw_id",
            "id",
            "properties_name",
            "properties_domain",
            "properties_industry",
            "properties_country",
        ],
        ["x", 201, "Acme", "acme.example", "Retail", "France"],
    ],
    "contacts": [
        [
            "_airbyte_raw_id",
            "id",
            "properties_email",
            "properties_firstname",
            "properties_lastname",
            "properties_jobtitle",
            "properties_country",
            "companies",
        ],
        ["x", 101, "ada@acme.example", "Ada", "A", "CEO", "", '["201"]'],
        ["x", 102, "bob@acme.example", "Bob", "B", "CTO", "Spain", '["201", "202"]'],
    ],
    "deals": [
        [
            "_airbyte_raw_id",
            "id",
            "properties_dealname",
            "properties_dealstage",
            "properties_amount",
            "contacts",
            "companies",
        ],
        ["x", 301, "Big", "closedwon", 1000, '["101"]', '["201"]'],
        ["x", 302, "Small", "closedlost", 50, '["102", "101"]', '["201"]'],
        ["x", 303, "Next", "contractsent", 70, "[]", '["201"]'],
    ],
}
FORCE = {
    "accounts": [
        ["id", "name", "owner_id", "industry", "billing_country", "is_deleted", "_fivetran_synced"],
        ["201", "Acme", "5", "Retail", "France", "false", DAY],
    ],
    "contacts": [
        [
            "id",
            "account_id",
            "first_name",
            "last_name",
            "email",
            "title",
            "mailing_country",
            "has_opted_out_of_email",
            "_fivetran_synced",
        ],
        ["101", "201", "Ada", "A", "ada@acme.example", "CEO", "", "false", DAY],
        ["102", "201", "Bob", "B", "bob@acme.example", "CTO", "Spain", "true", DAY],
    ],
    "opportunities": [
        [
            "id",
            "account_id",
            "contact_id",
            "name",
            "stage_name",
            "amount",
            "close_date",
            "is_won",
            "is_closed",
            "_fivetran_synced",
        ],
        ["301", "201", "101", "Big", "Closed Won", 1000, "2026-03-02", "true", "true", DAY],
        ["302", "201", "102", "Small", "Closed Lost", 50, "2026-03-02", "false", "true", DAY],
        ["303", "201", "", "Next", "Negotiation", 70, "2026-03-02", "false", "false", DAY],
    ],
}
DIMENSIONS = {one: Dimension(attribute=one) for one in ("industry", "country", "role")}


def enriched(folder: Path, files: dict, vendor: str) -> Delivered:
    with Delivered(folder) as delivered:
        for name, rows in files.items():
            content = as_csv(rows) if isinstance(rows, list) else as_json(rows)
            outcome = delivered.load(f"{name}.txt", content)
            assert (outcome.source, outcome.rejected) == (f"{vendor}_{name}", 0), outcome
        delivered.enrich(DIMENSIONS)
        yield delivered


FORMS = {
    "screen": (SCREEN, "hubspot"),
    "interface": (INTERFACE, "hubspot"),
    "airbyte": (AIRBYTE, "hubspot"),
    "fivetran": (FORCE, "salesforce"),
}


@pytest.fixture(scope="module", params=FORMS)
def crm(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory):
    yield from enriched(tmp_path_factory.mktemp(request.param), *FORMS[request.param])


def test_each_deal_is_its_contacts_and_its_companys(crm: Delivered):
    deals = crm.rows(
        "select amount::int, is_won, is_closed, role.segment, deals.account_id = accounts.account_id "
        "from core.deals left join core.customer_segments role "
        "on role.customer_id = deals.customer_id and role.dimension = 'role' "
        "left join (select distinct account_id from core.customer_accounts) accounts using (account_id) "
        "order by deals.amount desc"
    )
    won, next_, lost = deals
    assert won == (1000, True, won[2], "CEO", True)
    assert next_ == (70, None, next_[2], None, True)
    assert lost == (50, False, lost[2], "CTO", True)


def test_contacts_take_over_what_they_do_not_say_themselves_from_their_company(crm: Delivered):
    places = crm.rows(
        "select role.segment, other.dimension, other.segment from core.customer_segments role "
        "join core.customer_segments other using (customer_id) where role.dimension = 'role' "
        "and role.segment != 'unknown' and other.dimension != 'role' order by all"
    )
    assert places == [
        ("CEO", "country", "France"), ("CEO", "industry", "Retail"),
        ("CTO", "country", "Spain"), ("CTO", "industry", "Retail"),
    ]  # fmt: skip


def test_colleagues_share_one_account(crm: Delivered):
    assert crm.rows(
        "select count(distinct account_id), count(distinct customer_id) from core.customer_accounts"
    ) == [(1, 2)]
