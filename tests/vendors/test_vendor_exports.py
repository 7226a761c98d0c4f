"""Exports of known vendors, rows invented: each is taken for itself and loaded whole."""

# ruff: noqa: E501  (an export is read best as its own lines)

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from warehouse.catalogue import catalogue
from warehouse.database import Resources, working
from warehouse.loading import FileOutcome, LoadedWith, delivery, load_file
from warehouse.loading.files import check_file
from warehouse.project import Project

DATA = Path(__file__).parents[3] / "shared" / "data" / "exports"
DAY = "2024-05-03 14:30:00"
WHY = "It helps us a great deal"
RATINGS = {
    "satisfaction_ratings": [
        {
            "id": 1,
            "ticket_id": 7,
            "requester_id": 3,
            "score": "good",
            "comment": "Fast",
            "created_at": "2024-05-03T14:30:00Z",
        },
        {
            "id": 2,
            "ticket_id": 8,
            "requester_id": 4,
            "score": "bad",
            "comment": None,
            "created_at": "2024-05-03T14:30:00Z",
        },
        {
            "id": 3,
            "ticket_id": 9,
            "requester_id": 5,
            "score": "offered",
            "comment": None,
            "created_at": "2024-05-03T14:30:00Z",
        },
    ],
    "count": 3,
}
RESPONSES = {
    "items": [
        {
            "token": f"t{number}",
            "submitted_at": "2024-05-03T14:30:00Z",
            "hidden": {"plan": "Free"},
            "answers": [
                {"field": {"id": "f1", "ref": "recommend", "type": "nps"}, "type": "number", "number": 9},
                {"field": {"id": "f2", "ref": "why", "type": "long_text"}, "type": "text", "text": WHY},
            ],
        }
        for number in range(3)
    ]
}
FEEDBACK, ANSWERS, PROFILES, DEALS = "feedback", "survey_answers", "customer_records", "deals"
EXPORTS = [
    ("delighted", f"id,person,survey_type,score,comment,permalink,created_at\n1,p1,nps,9,Good,x,{DAY}\n2,p2,csat,4,Fine,x,{DAY}\n", {FEEDBACK: 2, ANSWERS: 2}),
    ("zendesk_tickets", f"Id,Requester,Requester id,Requester email,Subject,Status,Ticket type,Created at,Satisfaction Score\n1,A B,3,a@shop.example,Late,Open,Question,{DAY},Good\n2,C D,4,c@shop.example,Lost,Open,Question,{DAY},Not Offered\n", {FEEDBACK: 2, ANSWERS: 1}),
    ("zendesk_satisfaction_ratings", json.dumps(RATINGS), {FEEDBACK: 2, ANSWERS: 2, "left out": 1}),
    ("intercom_conversations", f"id,created_at,conversation_rating_value,conversation_rating_remark,source_body,source_author_type\n1,{DAY},5,Thanks,Help me,user\n", {FEEDBACK: 1, ANSWERS: 1}),
    ("hubspot_contacts", f"Record ID,First Name,Last Name,Email,Phone Number,Lead Status,Create Date,Associated Company,Country/Region,Contact owner\n1,A,B,a@shop.example,,,{DAY},Shop,France,\n", {PROFILES: 1}),
    ("hubspot_contacts", "Datensatz-ID,Vorname,Nachname,E-Mail,Land/Region\n2,A,B,b@shop.example,Deutschland\n", {PROFILES: 1}),
    ("hubspot_companies", f"Record ID,Company name,Website URL,Company owner,Create Date,Industry\n1,Shop,shop.example,,{DAY},Retail\n", {PROFILES: 1}),
    ("hubspot_deals", f"Record ID,Deal Name,Deal Stage,Amount,Close Date,Associated Contact IDs\n1,Big,Closed Won,1000,{DAY},1\n", {DEALS: 1}),
    ("salesforce_accounts", "Id,Name,OwnerId,Industry,BillingCountry,NumberOfEmployees,IsDeleted\n001,Shop,005,Retail,France,20,false\n", {PROFILES: 1}),
    ("salesforce_contacts", "Id,AccountId,FirstName,LastName,Email,Title,HasOptedOutOfEmail\n003,001,A,B,a@shop.example,CEO,false\n", {PROFILES: 1}),
    ("salesforce_leads", "Id,LastName,FirstName,Company,Email,Status,IsConverted,ConvertedContactId\n00Q,B,A,Shop,a@shop.example,Open,false,\n", {PROFILES: 1}),
    ("salesforce_opportunities", "Id,AccountId,Name,StageName,Amount,CloseDate,IsWon,IsClosed\n006,001,Big,Closed Won,1000,2024-05-03,true,true\n", {DEALS: 1}),
    ("trustpilot", f"Review Id,Review Created (UTC),Review Username,Review Stars,Review Title,Review Content,Company Reply Date (UTC)\nr1,{DAY},A,5,Good,Very good,{DAY}\n", {FEEDBACK: 1}),
    ("trustpilot_group", f"Review Created (UTC),Review Username,Review Stars,Review Title,Review Content,Domain URL\n{DAY},A,5,Good,Very good,shop.example\n{DAY},B,1,Bad,Very bad,shop.example\n", {FEEDBACK: 2}),
    ("google_play", "Package Name,App Version Code,Reviewer Language,Device,Review Submit Date and Time,Review Submit Millis Since Epoch,Star Rating,Review Title,Review Text,Review Link\napp,1,en,phone,2024-05-03T14:30:00Z,1714746600000,4,,Nice,\n", {FEEDBACK: 1}),
    ("app_store", json.dumps({"data": [{"type": "customerReviews", "id": "a", "attributes": {"rating": 5, "title": "T", "body": "B", "reviewerNickname": "n", "createdDate": "2024-05-03T14:30:00Z", "territory": "FRA"}}]}), {FEEDBACK: 1}),
    ("typeform", json.dumps(RESPONSES), {FEEDBACK: 3, ANSWERS: 3}),
    ("capterra", "Overall Rating,Ease of Use,Customer Service,Features,Value for Money,Likelihood to Recommend,Pros,Cons,Review Date\n5,4,5,4,3,9,Easy,Dear,2024-05-03\n", {FEEDBACK: 1, ANSWERS: 1, "ratings": 4}),
    ("g2", "Star Rating,What do you like best?,What do you dislike?,Ease of Use,Submitted at\n4.5,Easy,Dear,6,2024-05-03\n", {FEEDBACK: 1, "ratings": 1}),
]  # fmt: skip


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory):
    """Every export loaded: what came of it, and how many rows of each table it brought."""
    folder = tmp_path_factory.mktemp("vendors")
    project, found = Project(folder), []
    with_ = LoadedWith(project, catalogue(None), b"k" * 32, "run", datetime(2026, 7, 1, tzinfo=UTC))
    with working(project, Resources(threads=1)) as work:
        for number, (name, text, _) in enumerate(EXPORTS):
            path = folder / f"export{number}.txt"
            path.write_text(text, encoding="utf-16" if name == "google_play" else "utf-8")
            outcome = load_file(work, delivery(path, project), with_)
            tables = (FEEDBACK, ANSWERS, "ratings", PROFILES, DEALS)
            sql = "select count(*) from core.{} where file_id = ?"
            rows = {one: work.execute(sql.format(one), [outcome.sha256[:16]]).fetchone()[0] for one in tables}
            found.append((outcome, {one: count for one, count in rows.items() if count}))
    return found


@pytest.mark.parametrize("number", range(len(EXPORTS)), ids=lambda one: f"{one}-{EXPORTS[one][0]}")
def test_an_export_is_taken_for_itself_and_loaded_whole(loaded: list[tuple[FileOutcome, dict]], number: int):
    name, _, expected = EXPORTS[number]
    outcome, rows = loaded[number]
    left_out = expected.get("left out", 0)
    assert (outcome.source, outcome.status, outcome.rejected) == (name, "loaded", left_out), outcome
    assert outcome.lines == outcome.loaded + left_out
    assert all(reject.reason.startswith("left out: ") for reject in outcome.rejects)
    assert rows == {one: count for one, count in expected.items() if one != "left out"}


@pytest.mark.skipif(not DATA.is_dir(), reason="the development data are not here")
def test_real_exports_are_recognised(tmp_path: Path):
    with_ = LoadedWith(Project(tmp_path), catalogue(None), b"k" * 32, "run", datetime(2026, 7, 1, tzinfo=UTC))
    found = [check_file(delivery(path, with_.project), with_) for path in sorted(DATA.rglob("*.csv"))]
    assert found
    assert [one.path for one in found if one.status != "readable"] == []


@pytest.mark.parametrize("header", [["id", "name", "email"], ["id", "text", "stars"], ["timestamp", "value"]])
def test_a_file_of_nobody_becomes_no_vendors(header: list[str]):
    from transforms.recognise import recognise

    assert recognise(header, catalogue(None).descriptions).description is None
