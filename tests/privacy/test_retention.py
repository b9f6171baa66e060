"""Periods: a dry run tells, a list is approved by another, the worker carries it out in batches."""

from datetime import UTC, datetime, timedelta

import pytest

from rakor import journal
from rakor.accounts.models import Session
from rakor.attendance.models import Head, Scan
from rakor.errors import Conflict, Forbidden
from rakor.invitations.models import Invitation
from rakor.mail.models import MailState, OutgoingMail
from rakor.privacy import operations, queries
from rakor.privacy.models import DestructionBatch, DestructionLine
from rakor.privacy.rules import retention as rules
from rakor.privacy.rules.erasure import NOBODY
from rakor.privacy.rules.retention import DestructionState, Disposal, Kind, RuleChanges, mark

from .conftest import letter

LONG_AGO = datetime.now(UTC) - timedelta(days=3000)


async def age(held) -> None:
    """All that happened, happened long ago."""
    await OutgoingMail.all().update(created_at=LONG_AGO)
    await Scan.all().update(at=LONG_AGO)
    await Head.all().update(first_at=LONG_AGO)
    held.meeting.starts_at = held.meeting.ends_at = LONG_AGO
    await held.meeting.save()


async def counts() -> dict[Kind, int]:
    return {
        due.rule.kind: due.count for due in await queries.dry_run(datetime.now(UTC)) if due.count
    }


async def test_what_is_young_is_not_due(held):
    assert await counts() == {}


@pytest.mark.postgres
async def test_a_list_that_another_approved_is_carried_out_and_proves_it(
    held, officer, second, engine
):
    await age(held)
    assert await counts() == {Kind.OUTGOING_MAIL: 1, Kind.RSVP_COMMENT: 1, Kind.SCAN_DEVICE: 1}
    found = await operations.propose_destruction(by=officer)
    assert await operations.carry_out() == 0
    await operations.approve_destruction(found.id, by=second)
    assert await operations.carry_out() == 3

    listed = await queries.find_destruction(found.id)
    assert listed.state is DestructionState.DONE
    assert {line.kind: (line.due, line.done) for line in listed.lines} == {
        Kind.OUTGOING_MAIL: (1, 1),
        Kind.RSVP_COMMENT: (1, 1),
        Kind.SCAN_DEVICE: (1, 1),
    }
    sent = await OutgoingMail.get()
    assert (bytes(sent.message), sent.to_address) == (b"", "")
    assert (await Invitation.get(id=held.invitation.id)).comment == ""
    line = next(line for line in listed.lines if line.kind is Kind.RSVP_COMMENT)
    assert (await DestructionBatch.get(line_id=line.id)).marks == [mark(held.invitation.id)]
    assert await counts() == {}
    entries = await journal.since(operations.PRIVACY, 0)
    assert [(e.kind, e.actor) for e in entries] == [
        ("destruction.proposed", officer.id),
        ("destruction.approved", second.id),
        ("destruction.completed", None),
    ]


async def test_the_proposer_does_not_approve_a_list(held, officer):
    await age(held)
    found = await operations.propose_destruction(by=officer)
    with pytest.raises(Forbidden):
        await operations.approve_destruction(found.id, by=officer)


async def test_nothing_is_destroyed_of_a_list_that_was_declined(held, officer, second):
    await age(held)
    found = await operations.propose_destruction(by=officer)
    await operations.refuse_destruction(found.id, "Masih diperiksa", by=second)
    assert await operations.carry_out() == 0
    with pytest.raises(Conflict):
        await operations.approve_destruction(found.id, by=second)


async def test_one_list_at_a_time_and_none_of_nothing(held, officer):
    with pytest.raises(Conflict):
        await operations.propose_destruction(by=officer)
    await age(held)
    await operations.propose_destruction(by=officer)
    with pytest.raises(Conflict):
        await operations.propose_destruction(by=officer)
    kinds = [entry.kind for entry in await journal.since(operations.PRIVACY, 0)]
    assert kinds == ["destruction.proposed"]


async def test_a_meeting_on_hold_is_left_out_also_after_approval(held, officer, second):
    await age(held)
    found = await operations.propose_destruction(by=officer)
    await operations.approve_destruction(found.id, by=second)
    await operations.place_hold(str(held.meeting.id), "Perkara 12", by=officer)
    assert await operations.carry_out() == 0
    assert (await Invitation.get(id=held.invitation.id)).comment == "Saya alergi"


async def test_a_kind_on_hold_is_left_out(held, officer):
    await age(held)
    changes = RuleChanges(
        months=12, disposal=Disposal.ANONYMISE, basis="JRA 12", held=True, hold_reason="Perkara 12"
    )
    await operations.set_rule(Kind.RSVP_COMMENT, changes, by=officer)
    assert set(await counts()) == {Kind.OUTGOING_MAIL, Kind.SCAN_DEVICE}


async def test_large_lists_go_in_batches(held, officer, second, monkeypatch):
    monkeypatch.setattr(rules, "BATCH", 2)
    for n in range(4):
        await letter(f"orang{n}@example.go.id")
    await age(held)
    found = await operations.propose_destruction(by=officer)
    await operations.approve_destruction(found.id, by=second)
    await operations.carry_out()
    line = await DestructionLine.get(destruction_id=found.id, kind=Kind.OUTGOING_MAIL)
    batches = await DestructionBatch.filter(line_id=line.id).order_by("id")
    assert (line.done, [len(batch.marks) for batch in batches]) == (5, [2, 2, 1])


async def test_what_waits_to_be_sent_is_not_destroyed(held, officer):
    await age(held)
    await OutgoingMail.all().update(state=MailState.QUEUED)
    assert Kind.OUTGOING_MAIL not in await counts()


async def test_guests_lose_their_name_and_sessions_go(held, officer, second):
    guest = await Head.create(
        meeting=held.meeting,
        key="guest:tamu|lan",
        name="Tamu",
        agency_name="LAN",
        walk_in=True,
        first_at=LONG_AGO,
    )
    await Session.create(digest="d", account_id=officer.account_id, expires_at=LONG_AGO)
    found = await operations.propose_destruction(by=officer)
    await operations.approve_destruction(found.id, by=second)
    await operations.carry_out()
    await guest.refresh_from_db()
    assert (guest.name, guest.agency_name, guest.key) == (NOBODY, "LAN", f"erased:{guest.id}")
    assert await Session.filter(digest="d").count() == 0
    assert (await Head.get(id=held.head.id)).name == "Bagus Prakosa"
