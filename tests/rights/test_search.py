"""Everybody finds exactly what the doors show them: each role, in each state of a meeting."""

import contextlib
from collections.abc import Awaitable
from typing import Any
from uuid import UUID

import pytest

from rakor.accounts.models import User
from rakor.errors import NotFound, RakorError
from rakor.followups import queries as followups
from rakor.live import queries as live
from rakor.live.models import Commitment, Decision
from rakor.live.rules import DecisionState
from rakor.meetings import queries as meetings
from rakor.meetings.models import AgendaItem
from rakor.minutes import queries as minutes
from rakor.press import queries as press
from rakor.press.models import Release
from rakor.search.models import SearchDocument, SearchText
from rakor.search.operations import reindex
from rakor.search.queries import find
from rakor.search.rules import Kind

from .world import EVERYBODY, Stage, Who, at

WORD = "mangostin"


@pytest.fixture(scope="module")
async def indexed(world) -> None:
    """Everything of the week can be found by one word."""
    await reindex()
    await SearchText.all().update(body=WORD, body_words=WORD)


async def opens(asked: Awaitable[Any]) -> bool:
    try:
        await asked
    except RakorError:
        return False
    return True


async def shown(meeting: UUID, user: User) -> set[tuple[Kind, UUID]]:
    """What of a meeting somebody reads at its doors."""
    told: set[tuple[Kind, UUID]] = set()
    if await opens(meetings.find(meeting, to=user)):
        told.add((Kind.MEETING, meeting))
    for item in await AgendaItem.filter(meeting_id=meeting):
        if await opens(live.note_seen(meeting, item.id, by=user)):
            told.add((Kind.NOTE, item.id))
    try:
        decided = await live.decisions_seen(meeting, by=user)
    except NotFound:
        decided = []
    standing = {row.id for row in await Decision.filter(state=DecisionState.ACTIVE)}
    told |= {(Kind.DECISION, UUID(row["id"])) for row in decided if UUID(row["id"]) in standing}
    for row in await Commitment.filter(decision__meeting_id=meeting):
        if await opens(followups.find(row.id, to=user)):
            told.add((Kind.FOLLOW_UP, row.id))
    with contextlib.suppress(NotFound):
        told.add((Kind.MINUTES, (await minutes.read_by(meeting, to=user))[0].id))
    for release in await Release.filter(meeting_id=meeting):
        desk = await opens(press.find_release(release.id, to=user))
        if desk or await opens(press.find_public(release.slug)):
            told.add((Kind.RELEASE, release.id))
    return told


@pytest.mark.parametrize("who", [who for who in EVERYBODY if who.role], ids=lambda who: who.name)
async def test_what_is_found_is_what_the_doors_show(world, indexed, who: Who):
    user, wrong = world.users[who.name], {}
    for stage in Stage:
        key = UUID(str(world.stages[stage]["meeting"]))
        async with at(stage, key):
            found = await find(user, WORD, limit=1000)
            here = set(await SearchDocument.filter(meeting_id=key).values_list("kind", "object_id"))
            told = {(row.kind, row.id) for row in found.items} & here
            expected = await shown(key, user)
            if told != expected:
                wrong[stage.value] = (told - expected, expected - told)
            assert not found.many
    assert wrong == {}
