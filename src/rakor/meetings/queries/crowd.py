"""What several people may do in one meeting, asked at once."""

from collections.abc import Iterable
from uuid import UUID

from rakor.accounts.models import User
from rakor.database import rows_among
from rakor.meetings.models import Meeting, MeetingPart
from rakor.meetings.queries.knowing import by_account
from rakor.meetings.rules import GUESTS, Part, State


async def parts_of_each(meeting: Meeting, people: Iterable[User]) -> dict[UUID, frozenset[Part]]:
    """The parts of those of these people who may see a meeting; one query for any number of them.

    Whom it is shown to is what `find` says for each alone.
    """
    everyone = {user.id: user for user in people}
    named: dict[UUID, set[Part]] = {key: set() for key in everyone}
    for row in await rows_among(MeetingPart, "person_id", everyone, meeting_id=meeting.id):
        named[row.person_id].add(row.part)
    found = {}
    for key, user in everyone.items():
        own = by_account(user, meeting)
        if own or (named[key] and (meeting.state is not State.DRAFT or named[key] - GUESTS)):
            found[key] = own | named[key]
    return found
