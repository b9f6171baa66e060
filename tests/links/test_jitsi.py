"""Rooms on a Jitsi server of our own, and who gets a token for one."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey

from rakor import journal
from rakor.invitations.models import Invitation
from rakor.invitations.queries import personal_token
from rakor.invitations.queries.secrets import seal
from rakor.invitations.rules import RsvpStatus
from rakor.links import operations
from rakor.links.models import VideoLink
from rakor.meetings import operations as meetings
from rakor.meetings.models import Meeting, MeetingPart
from rakor.meetings.rules import Part, State
from rakor.settings import settings
from tests.links.conftest import JITSI, JITSI_SECRET, only_link, work

pytestmark = pytest.mark.usefixtures("set_jitsi")


@pytest.fixture
async def today(published) -> Meeting:
    """A meeting on Jitsi that should have begun ten minutes ago, so it is its day at any hour."""
    starts = datetime.now(UTC).replace(microsecond=0) - timedelta(minutes=10)
    times = {"starts_at": starts.isoformat(), "ends_at": (starts + timedelta(hours=2)).isoformat()}
    return await published("jitsi", **times)


@pytest.fixture
def seat(today: Meeting, bkn):
    """`await seat("Sari", status=…)`: somebody who is invited to it."""

    async def invite(name: str, **more) -> Invitation:
        row = Invitation(
            meeting=today, name=name, email=f"{name.lower()}@bkn.example.go.id", agency=bkn, **more
        )
        seal(row)
        await row.save(force_create=True)
        return row

    return invite


def read(address: str) -> tuple[str, dict]:
    """The room an address leads into, and what its token says, verified as Prosody does."""
    parts = urlsplit(address)
    assert f"{parts.scheme}://{parts.netloc}" == JITSI
    (token,) = parse_qs(parts.query)["jwt"]
    found = jwt.decode(token, OctKey.import_key(JITSI_SECRET), ["HS256"])
    return parts.path.removeprefix("/"), dict(found.claims)


async def test_the_link_is_our_own_door_and_the_room_is_not_guessable(today):
    link = await only_link()
    assert today.join_url == f"http://rakor.test/meetings/{today.id}/join"
    assert link.remote.startswith("rakor-")
    assert len(bytes.fromhex(link.remote.removeprefix("rakor-"))) * 8 >= 128
    assert link.remote not in str([entry.data for entry in await journal.since(today.id, 0)])


@pytest.mark.postgres
async def test_a_personal_link_leads_in_with_a_token_in_that_name(today, seat, as_person):
    sari = await seat("Sari")
    async with as_person(None, page=True) as browser:
        door = await browser.get(f"/r/{personal_token(sari)}/join")
        inside = await browser.post(f"/r/{personal_token(sari)}/join")
    link = await only_link()
    room, claims = read(inside.headers["refresh"].removeprefix("2; url="))
    assert link.remote not in door.text
    assert inside.headers["cache-control"] == "no-store"
    assert room == claims["room"] == link.remote
    assert (claims["iss"], claims["aud"], claims["sub"]) == ("rakor", "jitsi", "meet.rakor.test")
    assert claims["context"]["user"] == {
        "id": str(sari.id),
        "name": "Sari",
        "affiliation": "member",
        "moderator": "false",
    }
    begins = int(today.starts_at.timestamp())
    ends = int(today.ends_at.timestamp())
    assert (begins - claims["nbf"], claims["exp"] - ends) == (30 * 60, 4 * 3600)


@pytest.mark.parametrize(
    "status", [RsvpStatus.DECLINED, RsvpStatus.DELEGATED, RsvpStatus.WITHDRAWN]
)
async def test_whoever_does_not_come_gets_no_token(today, seat, as_person, status):
    sari = await seat("Sari", status=status)
    async with as_person(None, page=True) as browser:
        shown = await browser.get(f"/r/{personal_token(sari)}/join")
        tried = await browser.post(f"/r/{personal_token(sari)}/join")
    assert (shown.status_code, tried.status_code) == (200, 409)
    assert "jwt=" not in tried.text
    assert "refresh" not in tried.headers


async def test_whoever_prepares_or_leads_the_meeting_moderates(today, seat, rina, as_person):
    chair = await seat("Candra", part=Part.CHAIR)
    async with as_person(rina, page=True) as browser:
        there = await browser.get(f"/meetings/{today.id}/join")
    async with as_person(None, page=True) as browser:
        inside = await browser.post(f"/r/{personal_token(chair)}/join")
    _room, own = read(there.headers["location"])
    _room, lead = read(inside.headers["refresh"].removeprefix("2; url="))
    assert (there.status_code, own["context"]["user"]["name"]) == (303, "Rina Halim")
    assert own["context"]["user"]["moderator"] == lead["context"]["user"]["moderator"] == "true"
    assert there.headers["cache-control"] == "no-store"


async def test_whoever_only_comes_is_led_to_their_own_door(today, seat, new_user, bkn, as_person):
    guest = await new_user("Putri Peserta", bkn)
    stranger = await new_user("Orang Lain", bkn)
    for user in (guest, stranger):
        await MeetingPart.create(meeting=today, person_id=user.id, part=Part.PARTICIPANT)
    mine = await seat("Putri", person=guest.person)
    async with as_person(guest, page=True) as browser:
        led = await browser.get(f"/meetings/{today.id}/join")
    async with as_person(stranger, page=True) as browser:
        refused = await browser.get(f"/meetings/{today.id}/join")
    assert led.headers["location"] == f"/r/{personal_token(mine)}/join"
    assert refused.status_code == 403


async def test_a_room_is_shut_until_half_an_hour_before(today, rina, seat, as_person):
    sari = await seat("Sari")
    starts = datetime.now(UTC) + timedelta(minutes=45)
    await Meeting.filter(id=today.id).update(starts_at=starts, ends_at=starts + timedelta(hours=1))
    async with as_person(rina, page=True) as browser:
        early = await browser.get(f"/meetings/{today.id}/join")
    async with as_person(None, page=True) as browser:
        tried = await browser.post(f"/r/{personal_token(sari)}/join")
    assert (early.status_code, tried.status_code) == (409, 409)
    assert "setengah jam sebelum rapat" in early.text

    await Meeting.filter(id=today.id).update(state=State.IN_PROGRESS)
    async with as_person(rina, page=True) as browser:
        opened = await browser.get(f"/meetings/{today.id}/join")
    _room, claims = read(opened.headers["location"])
    assert claims["nbf"] <= datetime.now(UTC).timestamp() < claims["exp"]


async def test_another_time_keeps_the_room(today, rina):
    before = (await only_link()).remote
    times = {"starts_at": "2030-04-01T09:00:00+07:00", "ends_at": "2030-04-01T10:00:00+07:00"}
    await meetings.reschedule(today.id, meetings.Times.model_validate(times), by=rina)
    await work()
    meeting = await Meeting.get(id=today.id)
    assert ((await only_link()).remote, meeting.join_url) == (before, today.join_url)


async def test_a_series_has_one_room_that_is_open_around_each_day(published, rina, as_person):
    starts = datetime.now(UTC).replace(microsecond=0) - timedelta(days=7, minutes=-5)
    meeting = await published(
        "jitsi",
        starts_at=starts.isoformat(),
        ends_at=(starts + timedelta(hours=1)).isoformat(),
        recurrence="FREQ=WEEKLY;COUNT=4",
    )
    async with as_person(rina, page=True) as browser:
        there = await browser.get(f"/meetings/{meeting.id}/join")
    _room, claims = read(there.headers["location"])
    assert claims["nbf"] == int((starts + timedelta(days=7, minutes=-30)).timestamp())


async def test_a_typed_link_in_place_of_a_room_is_no_door_of_ours(today, rina, as_person):
    typed = {"join_url": today.join_url}
    online = meetings.Online.model_validate(typed)
    with pytest.raises(Exception, match="Lengkapi dahulu"):
        await operations.type_link(today.id, online, by=rina)
    online = meetings.Online.model_validate({"join_url": "https://teams.example/1"})
    await operations.type_link(today.id, online, by=rina)
    await work()
    async with as_person(rina, page=True) as browser:
        there = await browser.get(f"/meetings/{today.id}/join")
    assert there.headers["location"] == "https://teams.example/1"
    assert await VideoLink.filter(live__not_isnull=True).count() == 0


async def test_a_server_that_is_not_set_up_any_more_is_said(today, rina, as_person, monkeypatch):
    monkeypatch.setattr(settings(), "jitsi_secret", "")
    async with as_person(rina, page=True) as browser:
        there = await browser.get(f"/meetings/{today.id}/join")
    assert there.status_code == 409
    assert "Jitsi belum diatur" in there.text
