"""What somebody read and said of a draft is told to them, and goes when they are erased."""

from datetime import UTC, datetime, timedelta

from rakor.drafting.models import DraftComment, DraftReader, SharedDraft
from rakor.meetings.models import Meeting
from rakor.privacy.operations.drafts import forget_drafts
from rakor.privacy.queries import drafted
from rakor.privacy.queries.retention import due_rows
from rakor.privacy.rules.erasure import NOBODY
from rakor.privacy.rules.retention import Kind


async def _shown(held, bagus) -> SharedDraft:
    meeting = await Meeting.first()
    now = datetime.now(UTC)
    shared = await SharedDraft.create(
        meeting=meeting, deadline=now, shared_by_id=bagus.id, shared_at=now, told_at=now
    )
    reader = await DraftReader.create(
        shared=shared, person_id=bagus.id, email=bagus.person.email, name="Bagus", digest="a" * 64
    )
    await DraftComment.create(shared=shared, reader=reader, text="Terlalu pagi", at=now)
    return shared


async def test_it_is_told_and_forgotten(held, bagus):
    await _shown(held, bagus)
    addresses = {bagus.person.email}
    told = await drafted.drafts(bagus.person, addresses)
    assert [row["comment"] for row in told.rows] == ["", "Terlalu pagi"]
    await forget_drafts(bagus.person, addresses)
    reader, said = await DraftReader.get(), await DraftComment.get()
    assert (reader.name, said.text) == (NOBODY, "")
    assert bagus.person.email not in reader.email


async def test_drafts_go_a_while_after_their_meeting(held, bagus):
    shared = await _shown(held, bagus)
    meeting = await Meeting.get(id=shared.meeting_id)
    early, late = (meeting.ends_at + timedelta(days=n) for n in (-1, 1))
    assert await (await due_rows(Kind.DRAFT_COMMENT, early)).count() == 0
    assert await (await due_rows(Kind.DRAFT_COMMENT, late)).count() == 1
