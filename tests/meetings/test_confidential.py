"""A confidential meeting is known only to those who are named in it."""

import pytest

from rakor.accounts.rules import Role
from rakor.errors import Conflict
from rakor.home import queries as home
from rakor.invitations import queries as invitations
from rakor.invitations.models import Invitation
from rakor.meetings import operations, queries
from rakor.meetings.models import Meeting, MeetingPart
from rakor.meetings.operations import Changes
from rakor.meetings.rules import NAMED_ONLY, STAFF, Part, SecurityClass, standing

NAMED = {"chair", "minute_taker", "check_in_officer", "participant"}


async def closed(meeting: Meeting, by, kind: SecurityClass = SecurityClass.CONFIDENTIAL) -> Meeting:
    changes = Changes.model_validate({"security_class": kind.value})
    return await operations.change(meeting.id, changes, by=by)


@pytest.mark.parametrize("kind", sorted(NAMED_ONLY))
async def test_only_those_who_are_named_find_it(scheduled, cast, rina, as_person, kind):
    users = {**await cast(scheduled), "maker": rina}
    await closed(scheduled, rina, kind)
    seen = set()
    for name, user in users.items():
        async with as_person(user) as api:
            one = await api.get(f"/api/v1/meetings/{scheduled.id}")
            many = (await api.get("/api/v1/meetings")).json()["items"]
        assert (one.status_code, bool(many)) in ((200, True), (404, False)), name
        if many:
            seen.add(name)
    assert seen == NAMED | {"maker"}


async def test_whoever_closes_it_stays_named_in_it(scheduled, new_user, bpsdm):
    colleague = await new_user("Sita Sekretariat", bpsdm, Role.SECRETARIAT)
    await closed(scheduled, colleague)
    assert await queries.find(scheduled.id, to=colleague) == scheduled
    parts = await MeetingPart.filter(meeting_id=scheduled.id, person_id=colleague.id)
    assert [row.part for row in parts] == [Part.ORGANIZER]


async def test_the_last_who_prepares_it_is_not_released(scheduled, rina, admin):
    await closed(scheduled, rina)
    (row,) = await MeetingPart.filter(meeting_id=scheduled.id, part__in=list(STAFF))
    with pytest.raises(Conflict):
        await operations.release(scheduled.id, row.id, by=rina)


async def test_its_invitations_are_hidden_from_admins_and_colleagues(
    scheduled, cast, rina, as_person
):
    users = await cast(scheduled)
    await closed(scheduled, rina)
    body = {"to": [{"email": "budi@example.go.id", "name": "Budi"}]}
    async with as_person(rina) as api:
        made = await api.post(f"/api/v1/meetings/{scheduled.id}/invitations", json=body)
        assert made.status_code == 201
    assert await Invitation.all().count() == 1
    for name in ("admin", "secretariat", "other_staff", "participant"):
        assert await invitations.visible_to(users[name]).count() == 0, name
    assert await invitations.visible_to(rina).count() == 1


async def test_the_day_of_a_colleague_does_not_show_it(draft, rina, new_user, bpsdm):
    colleague = await new_user("Sita Sekretariat", bpsdm, Role.SECRETARIAT)
    assert await home._prepared(colleague) == [draft]
    await closed(draft, rina)
    assert await home._prepared(colleague) == []


async def test_a_meeting_that_follows_it_does_not_tell_its_title(draft, rina, as_person, new_user):
    facts = {
        "title": "Rapat lanjutan",
        "starts_at": "2030-04-01T09:00:00+07:00",
        "ends_at": "2030-04-01T12:00:00+07:00",
        "follow_up_of": str(draft.id),
    }
    later = await operations.draft_meeting(operations.Facts.model_validate(facts), by=rina)
    guest = await new_user("Gita Ketua")
    await MeetingPart.create(meeting=later, person_id=guest.id, part=Part.CHAIR)
    await closed(draft, rina)
    async with as_person(guest, page=True) as browser:
        page = (await browser.get(f"/meetings/{later.id}")).text
    assert ("rapat tertutup" in page, draft.title in page) == (True, False)


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("kind", list(SecurityClass))
@pytest.mark.parametrize("own", [True, False])
@pytest.mark.parametrize("over", [True, False])
def test_an_account_brings_a_part_where_the_table_says_so(role, kind, own, over):
    expected = {
        Role.ADMIN: STAFF,
        Role.AGENCY_ADMIN: {Part.SECRETARIAT} if own else set(),
        Role.SECRETARIAT: {Part.SECRETARIAT} if own else set(),
        Role.ORGANIZER: {Part.ORGANIZER} if own else set(),
        Role.ARCHIVIST: {Part.ARCHIVIST} if own and over else set(),
    }.get(role, set())
    found = standing(role, kind, own_agency=own, over=over)
    assert found == (set() if kind in NAMED_ONLY else expected)
