"""An archivist reads and packs what their agency has brought to an end, and nothing else."""

import pytest

from rakor.accounts.rules import Role
from rakor.meetings.models import Meeting
from rakor.meetings.queries import visible_to
from rakor.meetings.rules import SecurityClass, State

from .conftest import SECRET


@pytest.fixture
async def archivist(kept, new_user, bpsdm):
    return await new_user("Sekar Arsiparis", bpsdm, Role.ARCHIVIST)


@pytest.mark.postgres
async def test_they_read_the_record_and_take_the_whole_package(kept, archivist, as_person):
    meeting = f"/meetings/{kept.meeting.id}"
    async with as_person(archivist, page=True) as browser:
        page = await browser.get(meeting)
        sheet = await browser.get(f"{meeting}/minutes")
        offered = await browser.get(f"{meeting}/archive")
        package = await browser.get(f"{meeting}/archive.zip")
        edit = await browser.get(f"{meeting}/edit")
        wish = {"section": "opening", "text": "Keliru"}
        asked = await browser.post(f"{meeting}/minutes/corrections", data=wish)
        begun = await browser.get("/meetings/new")
    assert (page.status_code, f"{meeting}/archive" in page.text) == (200, True)
    assert (sheet.status_code, SECRET in sheet.text) == (200, False)
    assert (offered.status_code, package.status_code, package.content[:2]) == (200, 200, b"PK")
    assert (edit.status_code, asked.status_code, begun.status_code) == (403, 403, 403)


@pytest.mark.parametrize(
    ("state", "kind", "own", "sees"),
    [
        (State.FINISHED, SecurityClass.LIMITED, True, True),
        (State.CANCELLED, SecurityClass.LIMITED, True, True),
        (State.FINISHED, SecurityClass.CONFIDENTIAL, True, False),
        (State.IN_PROGRESS, SecurityClass.PUBLIC, True, False),
        (State.DRAFT, SecurityClass.PUBLIC, True, False),
        (State.FINISHED, SecurityClass.PUBLIC, False, False),
    ],
)
async def test_only_what_is_over_and_theirs(
    kept, archivist, bkn, as_person, state, kind, own, sees
):
    meeting = kept.meeting
    meeting.state, meeting.security_class = state, kind
    if not own:
        meeting.organizer = bkn
    await meeting.save()
    assert await visible_to(archivist).filter(id=meeting.id).exists() is sees
    async with as_person(archivist, page=True) as browser:
        page = await browser.get(f"/meetings/{meeting.id}")
        package = await browser.get(f"/meetings/{meeting.id}/archive")
    assert (page.status_code, package.status_code) == ((200, 200) if sees else (404, 404))
    assert await Meeting.all().count() == 1
