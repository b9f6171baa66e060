"""A deputy's data: told to them and to whoever sent them, and forgotten when they are erased."""

from datetime import UTC, date, datetime

import pytest

from rakor.database import new_id
from rakor.directory.models import Person
from rakor.invitations.models import DelegationStep, Invitation
from rakor.meetings.models import Meeting
from rakor.meetings.rules import State
from rakor.privacy import operations, queries


@pytest.fixture
async def step(bpsdm, bkn) -> DelegationStep:
    key, at = new_id(), datetime(2024, 3, 5, 2, tzinfo=UTC)
    meeting = await Meeting.create(
        id=key,
        title="Rapat Lama",
        starts_at=at,
        ends_at=at,
        timezone="Asia/Jakarta",
        organizer=bpsdm,
        state=State.CANCELLED,
        uid=f"{key}@rakor.test",
    )
    giver = await Person.create(name="Kepala", email="kepala@bkn.go.id", agency=bkn)
    deputy = await Person.create(name="Wakil", email="wakil@bkn.go.id", agency=bkn)
    seat = await Invitation.create(
        meeting=meeting,
        person=giver,
        email="kepala@bkn.go.id",
        name="Kepala",
        office_title="Kepala BKN",
        token_digest="t",
        mail_digest="m",
        code_digest="c",
    )
    return await DelegationStep.create(
        meeting_id=meeting.id,
        invitation=seat,
        name="Wakil",
        email="wakil@bkn.go.id",
        person=deputy,
        note="Mohon hadir",
        letter_number="ST-1",
        letter_date=date(2024, 3, 1),
        letter_signer="Sestama",
        letter_filename="st.pdf",
        letter_type="application/pdf",
        letter_sha256="0" * 64,
        letter_content=b"%PDF-",
        created_at=at,
    )


@pytest.mark.parametrize("who", ["wakil@bkn.go.id", "kepala@bkn.go.id"])
async def test_both_read_who_was_sent_for_whom(step, who):
    person = await Person.get(email=who)
    (section,) = [s for s in await queries.held_about(person) if s.key == "delegations"]

    (row,) = section.rows
    assert (row["representing"], row["name"], row["letter"]) == (
        "Kepala BKN",
        "Wakil",
        "ST-1, 2024-03-01, Sestama, st.pdf",
    )


async def test_an_erased_deputy_leaves_no_letter_and_no_address(step, officer, second):
    person = await Person.get(email="wakil@bkn.go.id")
    erasure = await operations.propose_erasure(person.id, "Permintaan pemilik data", by=officer)
    await operations.approve_erasure(erasure.id, by=second)
    await step.refresh_from_db()

    assert (step.email, step.note, step.letter_number, step.letter_content) == ("", "", "", None)
    assert (step.letter_sha256, step.letter_filename) == ("", "")
