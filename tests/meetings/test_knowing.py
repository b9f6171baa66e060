"""Whom one meeting is shown to is the same as in every list of meetings."""

import pytest

from rakor.errors import NotFound
from rakor.meetings import queries
from rakor.meetings.models import Meeting
from rakor.meetings.rules import SecurityClass, State


@pytest.mark.postgres
async def test_one_meeting_is_shown_to_those_who_see_it_in_lists(draft, cast):
    users = await cast(draft)
    for state in (State.DRAFT, State.SCHEDULED, State.CANCELLED):
        for security in SecurityClass:
            await Meeting.filter(id=draft.id).update(state=state, security_class=security)
            for name, user in users.items():
                listed = (
                    await queries.visible_to(user)
                    .select_related("organizer", "follow_up_of")
                    .get_or_none(id=draft.id)
                )
                if listed is None:
                    with pytest.raises(NotFound):
                        await queries.known(draft.id, to=user)
                    continue
                found, parts = await queries.known(draft.id, to=user)
                assert parts == await queries.parts_of(user, found), name
                assert dict(found) == dict(listed), name
                assert dict(found.organizer) == dict(listed.organizer)
                assert found.follow_up_of is listed.follow_up_of is None
