"""Inviting once: one list for several events, a letter for each, nobody twice."""

import pytest

from rakor.errors import Invalid
from rakor.invitations import operations as invitations
from rakor.invitations.models import Invitation
from rakor.invitations.operations import Wish
from rakor.meetings import operations as meetings
from rakor.programmes import operations
from rakor.programmes.models import ProgrammeSession

from .test_sessions import session

BOTH = [Wish(email="a@bkn.example.go.id", name="A"), Wish(email="b@bkn.example.go.id", name="B")]


async def test_everybody_is_put_on_each_list_and_letters_go_out_for_what_is_published(
    programme, linked, rina
):
    first, second = await linked(0, 9, 2), await linked(1, 9, 2)
    await meetings.publish(first.id, by=rina)
    found = await operations.invite(programme.id, BOTH, by=rina)
    assert [(each.event.title, each.added, each.letters) for each in found] == [
        (first.title, 2, 2),
        (second.title, 2, 0),
    ]
    assert await Invitation.filter(letter_due="invitation").count() == 2


async def test_whoever_is_invited_already_stays_as_they_are(programme, linked, rina):
    first, second = await linked(0, 9, 2), await linked(1, 9, 2)
    await invitations.invite(first.id, BOTH[:1], by=rina)
    found = await operations.invite(programme.id, BOTH, by=rina)
    assert [each.added for each in found] == [1, 2]
    found = await operations.invite(programme.id, BOTH, by=rina)
    assert [each.added for each in found] == [0, 0]
    assert await Invitation.filter(meeting_id=second.id).count() == 2


async def test_only_the_chosen_events_are_invited_to_and_sessions_are_none(programme, linked, rina):
    await linked(0, 9, 2)
    second = await linked(1, 9, 2)
    own = await operations.add_session(programme.id, session(14), by=rina)
    wanted = await ProgrammeSession.get(meeting_id=second.id)
    await operations.invite(programme.id, BOTH, [wanted.id], by=rina)
    assert {row.meeting_id for row in await Invitation.all()} == {second.id}
    with pytest.raises(Invalid):
        await operations.invite(programme.id, BOTH, [own.id], by=rina)


async def test_one_who_cannot_be_invited_keeps_all_from_being_invited(programme, linked, rina):
    await linked(0, 9, 2)
    wrong = [*BOTH, Wish(email="c@bkn.example.go.id", agency="TIDAK-ADA")]
    with pytest.raises(Invalid):
        await operations.invite(programme.id, wrong, by=rina)
    assert await Invitation.all().count() == 0
