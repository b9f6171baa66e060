"""Officials without an account follow, speak and vote by their personal link, and nothing more."""

import asyncio

import pytest
from websockets.asyncio.client import connect

from rakor import journal
from rakor.attendance import operations as attendance
from rakor.attendance.rules import Wish as Seen
from rakor.directory.models import Person
from rakor.errors import Forbidden, NotSignedIn
from rakor.invitations import operations as invitations
from rakor.invitations.models import Invitation
from rakor.invitations.queries import personal_token
from rakor.live import operations, queries
from rakor.live.models import Turn
from rakor.live.rules import TurnWish, View
from rakor.live.rules.voting import VoteFacts
from rakor.meetings import operations as meetings
from rakor.meetings.models import MeetingPart
from rakor.meetings.operations import Changes, Facts, MaterialFacts
from rakor.meetings.rules import Part
from rakor.settings import settings

from .conftest import FACTS, Page

PDF = b"%PDF-1.7 paparan"


async def invite(meeting, by, name: str = "Budi Tamu", **more) -> Invitation:
    wish = invitations.Wish(
        email=f"{name.split()[0].lower()}@tamu.example.go.id", name=name, **more
    )
    (made,) = await invitations.invite(meeting.id, [wish], by=by)
    return made


@pytest.fixture
async def opened(meeting, item, secret, rina):
    """The meeting is held; the open item is on."""
    await meetings.open(meeting.id, by=rina)
    await meetings.start_item(meeting.id, item.id, by=rina)
    return meeting


@pytest.fixture
async def budi(opened, rina, bkn) -> Invitation:
    return await invite(opened, rina, agency="BKN")


@pytest.fixture
async def link(budi, as_person):
    """A browser without an account, and where the link leads."""
    async with as_person(None) as browser:
        browser.base_url = browser.base_url.copy_with(path=f"/r/{personal_token(budi)}/")
        yield browser


@pytest.fixture
def vote_of_all(opened, rina):
    """Somebody comes, and a question is put to all who are here."""

    async def put(seat: Invitation):
        seen = Seen(nonce="satu", invitation=seat.id, device="Meja")
        await attendance.check_in(opened.id, seen, by=rina)
        vote = await operations.prepare_vote(opened.id, VoteFacts(question="Setuju?"), by=rina)
        return await operations.open_vote(opened.id, vote.id, None, by=rina)

    return put


async def test_the_page_is_that_of_a_participant(opened, budi, link, item, secret, rina):
    await operations.save_note(opened.id, item.id, "Semua hadir", 0, by=rina)
    shown = await link.get("live", headers={"accept": "text/html"})
    assert shown.status_code == 200
    assert "Kompetensi ASN" in shown.text
    assert "Semua hadir" in shown.text
    assert "Rahasia jabatan" not in shown.text
    assert shown.headers["referrer-policy"] == "strict-origin"
    assert shown.headers["x-robots-tag"] == "noindex, nofollow"
    personal = await link.get("../" + personal_token(budi), headers={"accept": "text/html"})
    assert f"/r/{personal_token(budi)}/live" in personal.text


async def test_a_guest_hears_what_happens_by_asking(opened, link, item, rina):
    first = (await link.get("live/entries")).json()
    assert (first["t"], first["view"]) == ("snap", "participant")
    where = {"since": first["seq"], "epoch": first["epoch"], "wait": 10}
    asking = asyncio.create_task(link.get("live/entries", params=where))
    await meetings.finish_item(opened.id, item.id, by=rina)
    async with asyncio.timeout(15):
        told = (await asking).json()
    assert [each["kind"] for each in told["items"]] == ["agenda.finished"]


async def test_a_guest_asks_to_speak_and_takes_it_back(opened, budi, link):
    asked = await link.post("live/turns", json={"category": "question", "topic": "Kuota"})
    assert asked.status_code == 201, asked.text
    turn = await Turn.get(id=asked.json()["id"])
    assert (turn.person_id, turn.topic) == (budi.person_id, "Kuota")
    assert (await link.post("live/turns", json={"category": "question"})).status_code == 409
    entry = (await journal.since(opened.id, 0, 99))[-1]
    assert (entry.kind, entry.actor) == ("speaker.requested", budi.person_id)
    back = await link.post(f"live/turns/{turn.id}/withdraw", json={})
    assert (back.status_code, back.json()["status"]) == (200, "withdrawn")


async def test_sent_twice_it_is_asked_once_and_without_script_it_goes_back(opened, link):
    key = {"idempotency-key": "satu"}
    twice = [
        await link.post("live/turns", json={"topic": "Kuota"}, headers=key) for _time in range(2)
    ]
    assert twice[0].json() == twice[1].json()
    (turn,) = await Turn.all()
    gone = await link.post(
        f"live/turns/{turn.id}/withdraw", data={}, headers={"accept": "text/html"}
    )
    assert (gone.status_code, gone.headers["location"].endswith("/live#bicara")) == (303, True)


async def test_another_site_cannot_ask_for_a_guest(link):
    told = await link.post("live/turns", json={}, headers={"origin": "https://lain.example"})
    assert told.status_code == 403


async def test_what_belongs_to_others_is_not_there(opened, link, rina, guest, chair, bkn):
    other = await meetings.draft_meeting(Facts.model_validate(FACTS), by=rina)
    await meetings.assign(other.id, guest.person, Part.PARTICIPANT, by=rina)
    await meetings.publish(other.id, by=rina)
    await meetings.open(other.id, by=rina)
    elsewhere = await operations.request_turn(other.id, TurnWish(), by=guest)
    mine_not = await operations.request_turn(opened.id, TurnWish(), by=guest)
    paper = await meetings.add_material(other.id, PDF, "a.pdf", MaterialFacts(), by=rina)
    for path in (
        f"live/turns/{elsewhere.id}/withdraw",
        f"live/turns/{mine_not.id}/withdraw",
        f"live/votes/{elsewhere.id}/ballot",
    ):
        told = await link.post(path, json={"choice": "yes"} if "votes" in path else {})
        assert told.status_code == 404, path
    file = await link.get(f"live/materials/{paper['id']}/versions/1/file")
    assert file.status_code == 404


async def test_documents_are_fetched_but_those_of_confidential_items(
    opened, link, rina, secret, tmp_path, monkeypatch
):
    monkeypatch.setattr(settings(), "files", tmp_path)
    free = await meetings.add_material(opened.id, PDF, "a.pdf", MaterialFacts(), by=rina)
    facts = MaterialFacts(agenda_item=secret.id)
    hidden = await meetings.add_material(opened.id, PDF, "b.pdf", facts, by=rina)
    got = await link.get(f"live/materials/{free['id']}/versions/1/file")
    assert (got.content, got.headers["referrer-policy"]) == (PDF, "strict-origin")
    assert (await link.get(f"live/materials/{hidden['id']}/versions/1/file")).status_code == 404


async def test_by_a_link_a_chair_sees_no_more_than_a_participant(opened, budi, link, secret, rina):
    person = await Person.get(id=budi.person_id)
    await MeetingPart.create(meeting=opened, person=person, part=Part.CHAIR)
    state = (await link.get("live/entries", params={"view": "chair"})).json()["state"]
    assert str(secret.id) not in state["items"]
    asked = await operations.request_turn(opened.id, TurnWish(), by=rina)
    assert (await link.post(f"live/turns/{asked.id}/withdraw", json={})).status_code == 404


async def test_a_withdrawn_invitation_opens_nothing(opened, budi, link, rina):
    ticket, _until = operations.issue_guest_ticket(await queries.guest_of(personal_token(budi)))
    assert (await queries.holder_of(ticket, opened.id)).id == budi.person_id
    await invitations.withdraw(budi.id, by=rina)
    for path in ("live", "live/entries"):
        assert (await link.get(path)).status_code == 403, path
    for path in ("live/ticket", "live/turns"):
        assert (await link.post(path, json={})).status_code == 403, path
    with pytest.raises(Forbidden):
        await queries.holder_of(ticket, opened.id)


async def test_a_ticket_ends_with_the_link_and_is_for_one_meeting(opened, budi, rina):
    ticket, _until = operations.issue_guest_ticket(await queries.guest_of(personal_token(budi)))
    with pytest.raises(NotSignedIn):
        await queries.holder_of(ticket, budi.id)
    await Invitation.filter(id=budi.id).update(generation=budi.generation + 1)
    with pytest.raises(NotSignedIn):
        await queries.holder_of(ticket, opened.id)


async def test_a_guest_follows_by_the_socket_until_uninvited(
    opened, budi, link, address, rina, item
):
    ticket = (await link.post("live/ticket", json={})).json()["ticket"]
    async with connect(
        f"ws://{address}/api/v1/meetings/{opened.id}/live", origin=f"http://{address}"
    ) as socket:
        page = Page(socket)
        await page.hello(view="chair", ticket=ticket)
        first = await page.hear()
        assert (first["t"], first["view"]) == ("snap", View.PARTICIPANT)
        await meetings.finish_item(opened.id, item.id, by=rina)
        await page.until(first["seq"] + 1)
        assert page.state["items"][str(item.id)]["status"] == "done"
        await invitations.withdraw(budi.id, by=rina)
        code, bye = await page.closed()
    assert (code, bye["t"]) == (4403, "bye")


async def test_a_mailbox_of_many_reads_only(opened, rina, as_person):
    shared = await invite(opened, rina, "Bagian Umum")
    await Invitation.filter(id=shared.id).update(person_id=None)
    way = f"/r/{personal_token(shared)}/live"
    async with as_person(None) as browser:
        page = await browser.get(way, headers={"accept": "text/html"})
        snap = await browser.get(way + "/entries")
        refused = [
            (await browser.post(way + path, json={})).status_code for path in ("/ticket", "/turns")
        ]
        await meetings.change(
            opened.id, Changes.model_validate({"security_class": "confidential"}), by=rina
        )
        closed = await browser.get(way + "/entries")
    assert "alamat surel bersama" in page.text
    assert "Minta bicara" not in page.text
    assert snap.json()["view"] == "participant"
    assert refused == [403, 403]
    assert closed.status_code == 403


async def test_a_delegation_votes_by_link(opened, budi, link, rina, vote_of_all):
    vote = await vote_of_all(budi)
    before = (await link.get(f"live/votes/{vote.id}/ballot")).json()
    given = await link.post(f"live/votes/{vote.id}/ballot", json={"choice": "yes"})
    again = await link.post(f"live/votes/{vote.id}/ballot", json={"choice": "no"})
    assert (before["entitled"], before["cast"]) == (True, False)
    assert (given.status_code, given.json()["cast"], again.status_code) == (201, True, 409)
