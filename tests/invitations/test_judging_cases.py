"""What each calendar program sends and what becomes of it: a table, held against all stored."""

import pytest

from rakor.mail.models import IncomingMail

from .cases import CASES, Case
from .clients import Said
from .replies import take
from .stage import Stage, build


def said_by(stage: Stage, case: Case, **says: object) -> Said:
    meeting = stage.meetings[case.meeting]
    known: dict[str, object] = {
        "uid": meeting.uid,
        "organizer": stage.organizer(case.meeting, case.seat),
        "address": case.seat,
    }
    events = says.pop("events", ())
    said = Said(**{**known, **says})
    return Said(
        **{**known, **says},
        events=tuple(Said(**{**known, "sequence": said.sequence, **each}) for each in events),
    )


@pytest.fixture
async def stage(rina) -> Stage:
    return await build(rina)


def test_there_are_enough_cases():
    assert len(CASES) >= 80
    assert len({case.name for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
async def test_a_message_does_what_the_table_says_and_nothing_else(stage, case):
    before = await stage.said()
    for earlier in case.before:
        await take(case.client(said_by(stage, case, **earlier)))
    taken = await take(case.wraps(case.client(said_by(stage, case, **case.says))))

    kept = await IncomingMail.get(id=taken.id)
    assert (kept.result, kept.reason) == (case.result.value, case.reason.value)
    assert await stage.said() == before | case.changes
    assert [each["result"] for each in kept.verdicts].count(case.result.value) >= 1
