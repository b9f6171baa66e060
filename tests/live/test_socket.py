"""The socket by its protocol: everything once, in order, and nothing that is not for you."""

import asyncio
import json
from datetime import UTC, datetime

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from rakor import journal
from rakor.accounts.models import Account, Session
from rakor.accounts.operations import create_account, create_token
from rakor.accounts.rules import Role
from rakor.live import operations, queries
from rakor.live.rules import View
from rakor.live.socket import hub, live_hub, member, room
from rakor.meetings import operations as meetings
from rakor.meetings.models import MeetingPart
from rakor.meetings.operations import ItemChanges
from rakor.meetings.rules import Part
from rakor.settings import settings
from tests.conftest import signed_in
from tests.live.conftest import Page, serving

LONG = "panjang " * 15_000
BEYOND = '{"t":"hello","since":99999999999999999999}'


async def top_of(meeting) -> int:
    return (await journal.epoch_and_top(meeting.id))[1]


async def settled(page: Page, meeting) -> Page:
    """The page once it knows everything; entries hidden at the end need no frame."""
    view = View(page.view)
    entries = await journal.since(meeting.id, page.seq or 0)
    visible = [entry.seq for entry in entries if queries.projected([entry], view)]
    return await page.until(max(visible, default=0))


async def left_alone(seconds: float) -> None:
    """Until only one page is followed here."""
    for _n in range(int(seconds * 20)):
        if len(live_hub.members) == 1:
            return
        await asyncio.sleep(0.05)
    raise AssertionError(live_hub.members)


async def test_a_late_page_gets_the_whole_state_and_then_what_happens(
    follow, meeting, item, guest, rina
):
    await operations.save_note(meeting.id, item.id, "Dibuka pukul sembilan", 0, by=rina)
    async with follow(guest, meeting.id) as page:
        snap = dict(page.frames[0])
        await meetings.open(meeting.id, by=rina)
        await page.until(await top_of(meeting))

    assert (snap["t"], snap["reason"], snap["view"]) == ("snap", "first", "participant")
    assert snap["state"]["notes"][str(item.id)]["revision"] == 1
    assert [each["kind"] for each in page.items] == ["meeting.opened"]
    assert page.state == (await queries.snapshot(meeting.id, View.PARTICIPANT)).state


@pytest.mark.postgres
async def test_a_page_that_was_cut_off_resumes_where_it_was(
    follow, meeting, item, guest, rina, engine
):
    async with follow(guest, meeting.id) as page:
        pass
    await meetings.open(meeting.id, by=rina)
    await meetings.start_item(meeting.id, item.id, by=rina)
    async with follow(guest, meeting.id, earlier=page) as again:
        resumed = await again.hear()

    assert resumed["t"] == "resumed"
    assert (resumed["after"], resumed["upto"]) == (page.seq, await top_of(meeting))
    assert [each["kind"] for each in resumed["items"]] == ["meeting.opened", "agenda.started"]
    assert again.state == (await queries.snapshot(meeting.id, View.PARTICIPANT)).state


async def test_a_page_resumes_from_the_ring_without_asking_the_database(
    follow, meeting, item, guest, rina
):
    async with follow(rina, meeting.id) as other, follow(guest, meeting.id) as page:
        await page.socket.close()
        await meetings.open(meeting.id, by=rina)
        await other.until(await top_of(meeting))
        async with follow(guest, meeting.id, earlier=page) as again:
            resumed = await again.hear()

    assert [each["kind"] for each in resumed["items"]] == ["meeting.opened"]


@pytest.mark.parametrize(
    ("since", "epoch", "reason"),
    [(1, "another", "epoch"), (99_999, None, "gap"), (0, None, "view")],
)
async def test_what_cannot_be_resumed_is_sent_whole(
    follow, meeting, item, guest, since, epoch, reason
):
    known = (await journal.epoch_and_top(meeting.id))[0]
    lost = Page(None, epoch or known, since)  # type: ignore[arg-type]
    async with follow(guest, meeting.id, earlier=lost) as page:
        snap = await page.hear()

    assert (snap["t"], snap["reason"]) == ("snap", reason)
    assert page.state == (await queries.snapshot(meeting.id, View.PARTICIPANT)).state


async def test_who_missed_very_much_is_sent_the_whole(follow, meeting, item, guest, rina):
    epoch, top = await journal.epoch_and_top(meeting.id)
    async with journal.transaction() as record:
        for _n in range(queries.MOST_MISSED + 1):
            await record.entry(meeting.id, "audit.written", by=rina)
    lost = Page(None, epoch, top)  # type: ignore[arg-type] # it has no socket any more
    async with follow(guest, meeting.id, earlier=lost) as again:
        snap = await again.hear()

    assert (snap["t"], snap["reason"], snap["seq"]) == ("snap", "gap", await top_of(meeting))


async def test_entries_hidden_from_a_view_leave_no_gap(follow, meeting, item, secret, guest, rina):
    async with follow(guest, meeting.id) as page, follow(rina, meeting.id) as staff:
        await operations.save_note(meeting.id, secret.id, "Tidak untuk umum", 0, by=rina)
        await operations.save_note(meeting.id, item.id, "Untuk semua", 0, by=rina)
        top = await top_of(meeting)
        await page.until(top)
        await staff.until(top)
        async with follow(guest, meeting.id) as third:
            assert third.seq == top

    assert [each["seq"] for each in page.items] == [top]
    assert [each["seq"] for each in staff.items] == [top - 1, top]
    assert "Tidak untuk umum" not in json.dumps(page.frames)
    assert "Rahasia" not in json.dumps(page.frames)


async def test_a_joining_page_moves_the_others_over_what_is_hidden(
    follow, meeting, item, secret, guest, rina
):
    async with follow(guest, meeting.id) as page:
        await operations.save_note(meeting.id, secret.id, "Tertutup", 0, by=rina)
        top = await top_of(meeting)
        async with follow(guest, meeting.id) as later:
            assert later.seq == top
            await page.until(top)
            await operations.save_note(meeting.id, item.id, "Terbuka", 0, by=rina)
            await page.until(top + 1)
            await later.until(top + 1)

    assert next(frame["items"] for frame in page.frames if frame["t"] == "ev") == []
    assert page.state == later.state


async def test_an_item_that_becomes_confidential_vanishes_with_its_note_and_decisions(
    follow, meeting, item, guest, rina, decide
):
    await meetings.open(meeting.id, by=rina)
    await operations.save_note(meeting.id, item.id, "Catatan yang kelak tertutup", 0, by=rina)
    await decide(agenda_item=item.id, text="Keputusan yang kelak tertutup")
    async with follow(guest, meeting.id) as page, follow(rina, meeting.id) as staff:
        for confidential in (True, False):
            await meetings.change_item(
                meeting.id, item.id, ItemChanges(confidential=confidential), by=rina
            )
            await settled(page, meeting)
            await settled(staff, meeting)
            assert page.frames[-1]["reason"] == "view"
            assert bool(page.state["notes"]) is bool(page.state["decisions"]) is not confidential
            assert page.state == (await queries.snapshot(meeting.id, View.PARTICIPANT)).state
            assert staff.state == (await queries.snapshot(meeting.id, View.SECRETARIAT)).state


async def test_what_was_open_once_is_not_told_again_after_it_became_confidential(
    follow, meeting, item, guest, rina
):
    async with follow(guest, meeting.id) as page:
        pass
    await operations.save_note(meeting.id, item.id, "Sempat terbuka", 0, by=rina)
    await meetings.change_item(meeting.id, item.id, ItemChanges(confidential=True), by=rina)
    async with follow(guest, meeting.id, earlier=page) as again:
        snap = await again.hear()

    assert (snap["t"], snap["reason"]) == ("snap", "view")
    assert "Sempat terbuka" not in json.dumps(again.frames)


async def test_without_any_bell_the_clock_brings_everybody_up_to_date(
    follow, meeting, item, guest, rina
):
    async with follow(guest, meeting.id) as page:
        async with journal.transaction() as record:
            await meetings.open(meeting.id, by=rina)
            top = record.tops.pop(meeting.id)  # what would ring after the commit
        await page.until(top, timeout=2.5)

    assert page.state["meeting"]["status"] == "in_progress"


async def test_what_could_not_be_told_is_not_left_out(follow, meeting, item, guest, rina):
    async with follow(guest, meeting.id) as page:
        async with journal.transaction() as record:
            await meetings.change_item(meeting.id, item.id, ItemChanges(confidential=True), by=rina)
            # The journal can be read, the state that it asks for cannot.
            await record.connection.execute_script("ALTER TABLE note RENAME TO note_away")
        code, bye = await page.closed()
        async with journal.transaction() as record:
            await record.connection.execute_script("ALTER TABLE note_away RENAME TO note")
        await meetings.open(meeting.id, by=rina)
    async with follow(guest, meeting.id) as again:
        await settled(again, meeting)

    assert (code, bye["code"]) == (4409, 4409)
    assert page.state["meeting"]["status"] == "scheduled"
    assert again.state == (await queries.snapshot(meeting.id, View.PARTICIPANT)).state


async def test_a_page_whose_connection_died_loses_nothing(follow, meeting, item, guest, rina):
    async with follow(guest, meeting.id) as page:
        page.socket.transport.abort()
    for n in range(100):
        await operations.save_note(meeting.id, item.id, f"Baris {n}", n, by=rina)
    async with follow(guest, meeting.id, earlier=page) as again:
        await settled(again, meeting)
        await left_alone(3)

    assert len(again.items) == 100
    assert again.state == (await queries.snapshot(meeting.id, View.PARTICIPANT)).state


async def test_who_does_not_read_is_cut_off_while_the_others_go_on(
    follow, address, meeting, item, guest, rina, monkeypatch
):
    monkeypatch.setattr(member, "STUCK", 1.5)
    async with follow(guest, meeting.id) as good, follow(guest, meeting.id) as slow:
        slow.socket.transport.pause_reading()
        for n in range(60):
            await operations.save_note(meeting.id, item.id, f"{n} {LONG}", n, by=rina)
            await good.until(await top_of(meeting))
            if len(live_hub.members) == 1:
                break
            worst = max(each.wire.unsent for each in live_hub.members)
            assert worst <= member.MOST_UNSENT
        await left_alone(5)

    assert good.state == (await queries.snapshot(meeting.id, View.PARTICIPANT)).state


async def test_who_reads_slowly_catches_up_and_misses_nothing(follow, meeting, item, guest, rina):
    async with follow(guest, meeting.id) as good, follow(guest, meeting.id) as slow:
        slow.socket.transport.pause_reading()
        for n in range(30):
            await operations.save_note(meeting.id, item.id, f"{n} {LONG}", n, by=rina)
        await settled(good, meeting)
        assert any(each.cursor < (good.seq or 0) for each in live_hub.members)
        slow.socket.transport.resume_reading()
        await settled(slow, meeting)

    assert [each["seq"] for each in slow.items] == [each["seq"] for each in good.items]
    assert slow.state == good.state


async def test_a_part_that_changes_closes_that_persons_pages_only(
    follow, meeting, item, guest, chair, rina
):
    async with follow(guest, meeting.id) as page, follow(chair, meeting.id) as other:
        await meetings.assign(meeting.id, guest.person, Part.MINUTE_TAKER, by=rina)
        code, bye = await page.closed()
        await meetings.open(meeting.id, by=rina)
        await other.until(await top_of(meeting))
    async with follow(guest, meeting.id) as again:
        assert again.view == "secretariat"

    assert (code, bye["t"], bye["code"]) == (4403, "bye", 4403)


async def test_who_loses_the_last_part_is_not_let_in_again(follow, meeting, guest, rina):
    part = await MeetingPart.get(meeting_id=meeting.id, person_id=guest.id)
    async with follow(guest, meeting.id) as page:
        await meetings.release(meeting.id, part.id, by=rina)
        first, _bye = await page.closed()
    async with follow(guest, meeting.id, earlier=page) as again:
        second, _bye = await again.closed()

    assert (first, second) == (4403, 4403)
    assert again.items == []


async def test_a_role_that_changes_closes_the_pages_of_that_account(follow, meeting, rina):
    async with follow(rina, meeting.id) as page:
        await create_account(rina.person, Role.PARTICIPANT, by=None)
        code, _bye = await page.closed()

    assert code in (4401, 4403)


async def test_signing_out_closes_the_page(follow, meeting, guest):
    async with follow(guest, meeting.id) as page:
        await Session.filter(account_id=guest.account_id).delete()
        code, bye = await page.closed()

    assert (code, bye["code"]) == (4401, 4401)


async def test_a_session_that_ran_out_closes_the_page(follow, meeting, guest):
    async with follow(guest, meeting.id) as page:
        await Session.filter(account_id=guest.account_id).update(expires_at=datetime.now(UTC))
        code, bye = await page.closed()

    assert (code, bye["code"]) == (4401, 4401)


async def test_places_are_counted_by_address_behind_our_own_proxy(
    address, meeting, rina, monkeypatch
):
    monkeypatch.setattr(hub, "PER_ADDRESS", 1)
    monkeypatch.setattr(settings(), "trusted_proxies", "127.0.0.1/32")
    token = await create_token(await Account.get(id=rina.account_id))

    def visit(forwarded: str) -> connect:
        headers = {"Authorization": f"Bearer {token}", "X-Forwarded-For": forwarded}
        url = f"ws://{address}/api/v1/meetings/{meeting.id}/live"
        return connect(url, additional_headers=headers)

    async with visit("203.0.113.1") as first, visit("203.0.113.2") as other:
        pages = [Page(first), Page(other)]
        for page in pages:
            await page.hello()
            await page.hear()
        async with visit("203.0.113.1") as again:
            code, _bye = await Page(again).closed()

    assert [page.frames[0]["t"] for page in pages] == ["snap", "snap"]
    assert code == 4429


async def test_a_ticket_opens_the_socket_without_cookie_or_header(
    address, as_person, meeting, guest
):
    async with as_person(guest) as client:
        given = await client.post(f"/api/v1/meetings/{meeting.id}/live/ticket")
    async with connect(f"ws://{address}/api/v1/meetings/{meeting.id}/live") as socket:
        page = Page(socket)
        await page.hello(ticket=given.json()["ticket"])
        snap = await page.hear()

    assert given.status_code == 201
    assert (snap["t"], snap["view"]) == ("snap", "participant")


@pytest.mark.parametrize("ticket", [None, "made.up", "e30=.x", "\u00e9.\u00e9"])
async def test_no_sign_in_and_no_honest_ticket_is_4401(address, meeting, ticket):
    async with connect(f"ws://{address}/api/v1/meetings/{meeting.id}/live") as socket:
        page = Page(socket)
        await page.hello(**({"ticket": ticket} if ticket else {}))
        code, bye = await page.closed()

    assert (code, bye["code"]) == (4401, 4401)


async def test_a_token_opens_the_socket(address, meeting, rina):
    secret = await create_token(await Account.get(id=rina.account_id))
    headers = {"Authorization": f"Bearer {secret}"}
    async with connect(
        f"ws://{address}/api/v1/meetings/{meeting.id}/live", additional_headers=headers
    ) as socket:
        page = Page(socket)
        await page.hello()
        assert (await page.hear())["view"] == "secretariat"


async def test_another_site_cannot_open_the_socket_with_our_cookie(address, meeting, guest):
    headers = {"Cookie": f"rakor_session={await signed_in(guest)}"}
    for origin in ("http://evil.example", None):
        with pytest.raises(InvalidStatus) as refused:
            async with connect(
                f"ws://{address}/api/v1/meetings/{meeting.id}/live",
                additional_headers=headers,
                origin=origin,
            ):
                pass
        assert refused.value.response.status_code == 403


async def test_a_meeting_somebody_may_not_see_is_4403(follow, meeting, stranger):
    async with follow(stranger, meeting.id) as page:
        code, bye = await page.closed()

    assert (code, bye["code"]) == (4403, 4403)


@pytest.mark.parametrize(
    "said", ["no json", "[]", '{"t":"hello","v":2}', '{"t":"hi"}', BEYOND, "{" * 5000]
)
async def test_a_hello_that_makes_no_sense_ends_the_visit(address, meeting, said):
    async with connect(f"ws://{address}/api/v1/meetings/{meeting.id}/live") as socket:
        await socket.send(said)
        code, bye = await Page(socket).closed()

    assert code in (1008, 1009)
    assert bye["t"] == "bye"


async def test_a_page_that_says_too_much_is_sent_away(follow, meeting, guest):
    async with follow(guest, meeting.id) as page:
        await page.socket.send(json.dumps({"t": "pong"}))
        await page.socket.send("x" * 5000)
        code, _bye = await page.closed()

    assert code == 1009


async def test_a_person_has_so_many_places_and_no_more(follow, meeting, guest, monkeypatch):
    monkeypatch.setattr(hub, "PER_PERSON", 1)
    async with follow(guest, meeting.id), follow(guest, meeting.id) as second:
        code, bye = await second.closed()

    assert (code, bye["code"]) == (4429, 4429)


async def test_the_server_says_goodbye_when_it_stops(app, follow, meeting, guest):
    async with serving(app) as other:
        opened = follow(guest, meeting.id, at=other)
        page = await opened.__aenter__()
    code, bye = await page.closed()
    await opened.__aexit__(None, None, None)

    assert (code, bye["t"], bye["code"]) == (1012, "bye", 1012)
    assert bye["retry_ms"] > 0


async def test_presence_tells_who_is_connected(follow, meeting, guest, chair):
    async with follow(guest, meeting.id), follow(guest, meeting.id), follow(chair, meeting.id) as p:
        async with asyncio.timeout(5):
            while (frame := await p.hear())["t"] != "presence" or frame["count"] < 3:
                pass

    told = {"t": "presence", "count": 3, "room": 0, "online": 2, "agencies": 2}
    assert frame == {**told, "writing": []}


async def test_the_heartbeat_tells_the_top_and_the_time(
    follow, meeting, secret, guest, rina, monkeypatch
):
    monkeypatch.setattr(room, "HEARTBEAT", 1.0)
    async with follow(guest, meeting.id) as page:
        await operations.save_note(meeting.id, secret.id, "Tertutup", 0, by=rina)
        async with asyncio.timeout(5):
            while (frame := await page.hear())["t"] != "hb":
                pass

    assert (frame["seq"], page.seq) == (await top_of(meeting), await top_of(meeting))
    assert frame["now"].endswith("+00:00")


async def test_one_snapshot_is_built_however_many_come_at_once(follow, meeting, item, guest):
    async with follow(guest, meeting.id):
        found = live_hub.rooms[meeting.id]
        kept = await asyncio.gather(*[found._snapshot(View.PARTICIPANT) for _n in range(20)])

    assert len({id(each) for each in kept}) == 1


async def test_another_server_serves_it_too(app, follow, meeting, item, guest, rina):
    """Where the transport is out of reach every socket has its own sender."""
    async with (
        serving(app, ws="websockets-sansio") as other,
        follow(guest, meeting.id, at=other) as page,
    ):
        for n in range(20):
            await operations.save_note(meeting.id, item.id, f"{n}", n, by=rina)
        await page.until(await top_of(meeting))
        await meetings.assign(meeting.id, guest.person, Part.SPEAKER, by=rina)
        code, bye = await page.closed()

    assert len(page.items) == 20
    assert (code, bye["code"]) == (4403, 4403)


async def test_the_projector_hears_decisions_and_no_notes(follow, meeting, item, rina, decide):
    async with follow(rina, meeting.id, view="public") as page:
        await meetings.open(meeting.id, by=rina)
        await operations.save_note(meeting.id, item.id, "Bukan untuk layar", 0, by=rina)
        await decide(text="Disepakati", agenda_item=item.id)
        await page.until(await top_of(meeting))

    assert page.view == "public"
    assert [each["kind"] for each in page.items] == ["meeting.opened", "decision.recorded"]
    assert page.state == (await queries.snapshot(meeting.id, View.PUBLIC)).state
