"""The poll of the draft: two times that one seat is asked about."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from rakor.invitations.models import Invitation
from rakor.invitations.queries import personal_token
from rakor.invitations.queries.secrets import seal
from rakor.meetings.models import Meeting
from rakor.meetings.rules import State
from rakor.scheduling.models import Poll, PollOption


async def poll_of(meeting: Meeting) -> dict[str, Any]:
    """Keys of a poll of a draft, of its first time, and the link of the seat that is asked."""
    if meeting.state is not State.DRAFT:
        return {}
    seat = Invitation(meeting=meeting, email="ditanya@rights.example.go.id", name="Yang ditanya")
    seal(seat)
    await seat.save(force_create=True)
    poll = await Poll.create(
        meeting=meeting,
        live=meeting.id,
        deadline=datetime.now(UTC) + timedelta(days=3),
        opened_at=datetime.now(UTC),
    )
    first, _second = [
        await PollOption.create(
            poll=poll, day=date(2030, 3, day), clock="09:00", minutes=120, timezone="Asia/Jakarta"
        )
        for day in (5, 6)
    ]
    return {"poll": poll.id, "option": first.id, "poll_token": personal_token(seat)}
