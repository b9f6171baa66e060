"""Loading: each scenario whole, none twice, and somebody can sign in afterwards."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from rakor import journal
from rakor.accounts.models import Account
from rakor.demo import load, sign_ins
from rakor.directory.models import Agency
from rakor.meetings.models import Meeting
from rakor.meetings.rules import State

JAKARTA = ZoneInfo("Asia/Jakarta")


@pytest.mark.postgres
async def test_a_scenario_that_is_loaded_again_changes_nothing(db):
    first = await load("sc1", print)
    top = [await journal.epoch_and_top(meeting.id) for meeting in first]
    again = await load("sc1", print)

    assert [meeting.id for meeting in again] == [meeting.id for meeting in first]
    assert [await journal.epoch_and_top(meeting.id) for meeting in first] == top
    assert await Meeting.all().count() == 2


async def test_what_cannot_be_carried_through_leaves_nothing(db, tmp_path):
    file = tmp_path / "broken.toml"
    file.write_text(
        'name = "broken"\ntitle = "Broken"\npassword = "x"\n'
        'agencies = [{ code = "LAN", name = "LAN", kind = "institution" }]\n'
        '[[events]]\nkey = "a"\nby = "nobody"\ntitle = "A"\nkind = "forum"\nmode = "online"\n'
        'starts_at = "2020-01-01T09:00"\nends_at = "2020-01-01T10:00"\n'
        'timezone = "Asia/Jakarta"\norganizer = "LAN"\n'
    )
    refused = ""
    try:
        await load(str(file), print)
    except Exception as refusal:
        refused = type(refusal).__name__

    assert (refused, await Agency.all().count(), await Meeting.all().count()) == ("Invalid", 0, 0)


async def test_a_meeting_can_be_tried_at_once(db):
    meeting, forum, draft = await load("today", print)
    lines = await sign_ins("http://rakor.test")

    assert [each.state for each in (meeting, forum, draft)] == [
        State.SCHEDULED,
        State.SCHEDULED,
        State.DRAFT,
    ]
    assert meeting.starts_at.astimezone(JAKARTA).date() == datetime.now(JAKARTA).date()
    assert any(line.strip().startswith("ratnasari.halim@bpsdm.example.go.id") for line in lines)
    assert sum("http://rakor.test/r/" in line for line in lines) == 1
    assert await Account.all().count() == 7
