"""The register of decisions: who sees which, filters, files, history, and what it costs."""

import csv
import io

import orjson
import pytest

from rakor.documents.reading_sheets import read_sheets
from rakor.followups import queries
from rakor.followups.models import FollowUp
from rakor.followups.rules import FollowUpState
from rakor.followups.rules.register import Asked
from rakor.journal import Entry
from rakor.live import operations as live
from rakor.live.models import Commitment, Decision, Note
from rakor.live.rules import DecisionChanges, DecisionState, Duty, Horizon
from rakor.meetings.models import AgendaItem
from rakor.meetings.rules import SecurityClass
from tests.meetings.conftest import counted_queries

LIST = "/api/v1/decisions"
NAMES = ("late", "soon", "secret", "struck", "earlier")

SEES = {
    "rina": set(NAMES),
    "admin": set(NAMES),
    "chair": set(NAMES),
    "guest": set(NAMES) - {"secret"},
    "owner": {"late", "struck", "earlier"},
    "stranger": set(),
}


def names(owed, items) -> set[str]:
    by_id = {str(getattr(owed, name).decision_id): name for name in NAMES}
    return {by_id[item["id"]] for item in items}


@pytest.mark.parametrize("who", list(SEES))
async def test_who_sees_which_in_the_list_and_one_by_one(owed, as_person, who):
    async with as_person(owed.people[who]) as program:
        listed = (await program.get(LIST)).json()["items"]
        alone = {
            name
            for name in NAMES
            if (await program.get(f"{LIST}/{getattr(owed, name).decision_id}")).status_code == 200
        }

    assert names(owed, listed) == alone == SEES[who]


async def test_a_confidential_meeting_is_not_told_to_the_agency_that_owes(owed, as_person):
    owed.meeting.security_class = SecurityClass.CONFIDENTIAL
    await owed.meeting.save()
    async with as_person(owed.people["owner"]) as program:
        listed = (await program.get(LIST)).json()["items"]

    assert names(owed, listed) == {"earlier"}


async def test_a_wording_that_was_not_adopted_is_not_in_the_register(owed, as_person):
    await Decision.filter(id=owed.soon.decision_id).update(state=DecisionState.PROPOSED)
    async with as_person(owed.people["admin"]) as program:
        listed = (await program.get(LIST)).json()["items"]
        alone = await program.get(f"{LIST}/{owed.soon.decision_id}")

    assert "soon" not in names(owed, listed)
    assert alone.status_code == 404


ASKED = {
    "q=keputusan+1": {"late", "earlier"},
    "q=KEPUTUSAN+rakortek+1": {"late"},
    "q=kementerian+kesehatan": {"soon"},
    "q=100%25": set(),
    "owner=BKN": {"late", "secret", "struck", "earlier"},
    "supporting=KEMENKES": set(NAMES),
    "supporting=BKN": set(),
    "horizon=short": set(NAMES) - {"soon"},
    "horizon=long": {"soon"},
    "funding=apbd_prov": {"soon"},
    "funding=apbn": set(NAMES) - {"soon"},
    "indicator=true": {"soon"},
    "indicator=false&horizon=long": set(),
    "status=struck": {"struck"},
    "status=active&q=rakornas": {"earlier"},
    "kind=coordination": set(NAMES),
    "kind=seminar": set(),
    "year=2023": set(NAMES),
    "year=2024": set(),
    "q=&owner=&horizon=&indicator=&year=&due_from=": set(NAMES),
}


async def test_the_register_is_narrowed_by_everything_a_decision_says(owed, as_person):
    await Decision.filter(id=owed.soon.decision_id).update(
        horizon=Horizon.LONG, funding_sources=["blu", "apbd_prov"], indicator="Kursi terisi"
    )
    soon = await owed.soon.decision
    asked = ASKED | {
        f"due_from={soon.due}&due_to={soon.due}": {"soon"},
        f"due_to={soon.due}": {"late", "soon", "earlier"},
    }
    async with as_person(owed.people["admin"]) as program:
        found = {
            each: names(owed, (await program.get(f"{LIST}?{each}")).json()["items"])
            for each in asked
        }
        strange = [
            (await program.get(f"{LIST}?{each}")).status_code
            for each in ("horizon=soon", "year=12", "unknown=1", "funding=cash")
        ]

    assert found == asked
    assert strange == [422] * 4


async def test_a_decision_says_what_was_decided_and_how_far_it_is(owed, as_person):
    await FollowUp.create(commitment=owed.late, state=FollowUpState.IN_PROGRESS, percent=40)
    async with as_person(owed.people["owner"]) as program:
        found = (await program.get(f"{LIST}/{owed.late.decision_id}")).json()

    decision = await owed.late.decision
    assert found == {
        "id": str(decision.id),
        "number": 1,
        "revision": 1,
        "meeting": {
            "id": str(owed.meeting.id),
            "title": "Rakortek",
            "kind": "coordination",
            "starts_at": "2023-07-13T02:00:00Z",
            "organizer": "BPSDM",
            "open": False,
        },
        "text": "Keputusan 1 dari Rakortek",
        "owners": [{"agency": "BKN", "name": "Badan Kepegawaian Negara"}],
        "supporting": [{"agency": "KEMENKES", "name": "Kemenkes"}],
        "due": decision.due.isoformat(),
        "horizon": "short",
        "funding_sources": ["apbn"],
        "indicator": "",
        "status": "active",
        "reason": "",
        "recorded_at": "2023-07-13T02:00:00Z",
        "follow_ups": [
            {
                "id": str(owed.late.id),
                "owner": "BKN",
                "owner_name": "Badan Kepegawaian Negara",
                "status": "in_progress",
                "percent": 40,
                "overdue": True,
            }
        ],
        "history": [],
        "votes": [],
    }


async def test_an_agency_outside_the_meeting_knows_only_its_own_progress(owed, as_person):
    decision = await owed.late.decision
    agency = await owed.soon.agency
    await Commitment.create(decision=decision, duty=Duty.OWNER, agency=agency, name="Kemenkes")
    found = {}
    for who in ("owner", "guest"):
        async with as_person(owed.people[who]) as program:
            told = (await program.get(f"{LIST}/{decision.id}")).json()
        found[who] = ({each["agency"] for each in told["owners"]},
                      {each["owner"] for each in told["follow_ups"]})  # fmt: skip

    both = {"BKN", "KEMENKES"}
    assert found == {"owner": (both, {"BKN"}), "guest": (both, both)}


async def test_the_history_tells_what_was_changed_and_to_whom_it_may_be_told(owed, as_person):
    key = owed.late.decision_id
    chair = owed.people["rina"]
    for text in ("Bunyi kedua", "Bunyi ketiga"):
        await live.change_decision(key, DecisionChanges(text=text), by=chair)
    item = await AgendaItem.get(meeting_id=owed.meeting.id)
    await live.change_decision(key, DecisionChanges(agenda_item=item.id), by=chair)
    await live.change_decision(key, DecisionChanges(text="Bunyi rahasia"), by=chair)
    await live.change_decision(key, DecisionChanges(agenda_item=None, text="Empat"), by=chair)
    await live.strike_decision(key, "Sudah tidak perlu", by=chair)
    told = {}
    for who in ("rina", "guest", "owner"):
        async with as_person(owed.people[who]) as program:
            told[who] = (await program.get(f"{LIST}/{key}")).json()["history"]

    assert [turn["before"] for turn in told["rina"]][-2:] == ["Bunyi rahasia", ""]
    assert told["rina"][-1]["reason"] == "Sudah tidak perlu"
    assert {turn["by"] for turn in told["rina"]} == {chair.person.full_name}
    assert "Bunyi rahasia" not in orjson.dumps([told["guest"], told["owner"]]).decode()
    assert [turn["kind"] for turn in told["guest"]] == ["decision.changed"] * 3 + [
        "decision.struck"
    ]
    assert {turn["by"] for turn in told["owner"]} == {""}


async def test_the_files_hold_what_was_asked_for_and_are_on_record(owed, as_person):
    await Decision.filter(id=owed.late.decision_id).update(text="=1+1 dari Rakortek")
    async with as_person(owed.people["chair"]) as program:
        said = {
            form: (await program.get(f"{LIST}.{form}?q=rakortek&sort=due")).content
            for form in ("json", "csv", "xlsx")
        }

    [sheet] = read_sheets(said["xlsx"])
    rows = list(csv.reader(io.StringIO(said["csv"].decode("utf-8-sig"))))
    items = orjson.loads(said["json"])["items"]
    assert sheet.title == "Register keputusan"
    at = rows[0].index("Keputusan")
    texts = ["=1+1 dari Rakortek", *(f"Keputusan {n} dari Rakortek" for n in (2, 3, 4))]
    assert [item["text"] for item in items] == texts
    assert [row[at] for row in sheet.rows[1:]] == texts
    assert [row[at] for row in rows[1:]] == ["'" + texts[0], *texts[1:]]
    assert rows[1][rows[0].index("Tindak lanjut")] == "BKN: Belum dimulai"
    assert [row[rows[0].index("Keadaan")] for row in rows[1:]] == ["Tetap berlaku"] * 3 + [
        "Dicoret"
    ]
    looks = await Entry.filter(kind="decision.downloaded").values_list("data", flat=True)
    assert sorted(each["format"] for each in looks) == ["csv", "json", "xlsx"]


async def test_the_list_goes_page_by_page_and_costs_the_same_for_one_and_thirty(
    owed, as_person, monkeypatch
):
    async def cost(count: int) -> int:
        async with as_person(owed.people["chair"], page=True) as browser:
            await browser.get("/decisions")
            with counted_queries(monkeypatch) as asked:
                page = await browser.get("/decisions")
        assert page.text.count("data-decision=") == count
        return len(asked)

    await Decision.exclude(id=owed.late.decision_id).update(state=DecisionState.PROPOSED)
    one = await cost(1)
    agency = await owed.late.agency
    for n in range(10, 39):
        made = await Decision.create(
            meeting=owed.meeting, number=n, text=f"Lagi {n}", recorded_at=owed.meeting.starts_at
        )
        await Commitment.create(decision=made, duty=Duty.OWNER, agency=agency, name="BKN")
    assert await cost(30) == one

    async with as_person(owed.people["chair"]) as program:
        first = (await program.get(f"{LIST}?limit=20")).json()
        second = (await program.get(f"{LIST}?limit=20&cursor={first['next']}")).json()
    numbers = [item["number"] for item in [*first["items"], *second["items"]]]
    assert (len(numbers), len(set(numbers)), second["next"]) == (30, 30, None)


async def test_the_pages_show_a_decision_with_its_meeting_note_and_follow_ups(owed, as_person):
    item = await AgendaItem.get(meeting_id=owed.meeting.id)
    body = {"type": "doc", "content": [{"type": "paragraph", "content": [
        {"type": "text", "text": "Dibahas <lama>"}]}]}  # fmt: skip
    await Note.create(
        meeting=owed.meeting, item=item, body=body, revision=1, at=owed.meeting.starts_at
    )
    async with as_person(owed.people["chair"], page=True) as browser:
        board = (await browser.get("/follow-ups")).text
        page = (await browser.get("/decisions?sort=due&status=active&horizon=short")).text
        empty = (await browser.get("/decisions?q=tidakada")).text
        secret = (await browser.get(f"/decisions/{owed.secret.decision_id}")).text
        struck = (await browser.get(f"/decisions/{owed.struck.decision_id}")).text
    async with as_person(owed.people["owner"], page=True) as browser:
        outside = (await browser.get(f"/decisions/{owed.late.decision_id}")).text

    assert 'href="/decisions"' in board
    assert page.index("Keputusan 1 dari Rakortek") < page.index("Keputusan 3 dari Rakortek")
    assert "/api/v1/decisions.xlsx?horizon=short&amp;status=active&amp;sort=due" in page
    assert "Tidak ada keputusan yang cocok." in empty
    assert "Dibahas &lt;lama&gt;" in secret
    assert f'href="/meetings/{owed.meeting.id}/minutes"' in secret
    assert f'href="/follow-ups/{owed.secret.id}"' in secret
    assert "Dicoret" in struck
    assert f"/meetings/{owed.meeting.id}" not in outside
    assert f'href="/follow-ups/{owed.late.id}"' in outside


def test_what_was_asked_is_said_again_in_the_address_and_no_more():
    asked = Asked.model_validate(
        {"q": " dua  kata ", "indicator": "false", "owner": "", "year": ""}
    )

    assert asked.said() == {"q": "dua  kata", "indicator": "false"}
    assert asked.words == ["dua", "kata"]


async def test_agencies_to_choose_from_are_those_of_decisions_one_may_see(owed):
    found = queries.register_of(owed.people["owner"])

    assert await queries.agencies_in(found, queries.OWES) == [("BKN", "Badan Kepegawaian Negara")]
