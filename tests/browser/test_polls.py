"""Fourteen agencies in three zones are asked about a time that changes twice while they answer."""

import asyncio
import re
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from zoneinfo import ZoneInfo

import icalendar
import pytest
from playwright.async_api import Page, expect

from rakor.accounts import operations as accounts
from rakor.accounts.models import Account, User
from rakor.directory import operations as directory
from rakor.directory.rules import AgencyFacts, AgencyKind
from rakor.invitations import operations as invitations
from rakor.invitations.models import Invitation
from rakor.invitations.operations import Wish
from rakor.invitations.queries import personal_token
from rakor.mail.models import OutgoingMail
from rakor.meetings import operations as meetings
from rakor.meetings.models import Meeting
from rakor.meetings.operations import Facts
from rakor.meetings.rules import State
from rakor.rooms import operations as rooms
from rakor.rooms.models import Booking
from rakor.rooms.rules import BookingState, BuildingFacts, RoomFacts
from rakor.scheduling.models import Poll, PollAnswer, PollOption
from rakor.scheduling.rules.polls import PollState
from rakor.words import date
from tests.browser.conftest import Browse
from tests.browser.watching import PHONE, button, sign_in
from tests.browser.world import PASSWORD, PEOPLE

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-polls")]

ZONES = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}
AHEAD = {"WIB": 0, "WITA": 1, "WIT": 2}
# Six agencies of the west, five of the middle, three of the east.
PROVINCES = (
    *((f"BARAT{n}", "WIB") for n in range(6)),
    *((f"TENGAH{n}", "WITA") for n in range(5)),
    *((f"TIMUR{n}", "WIT") for n in range(3)),
)
DAY = (datetime.now(UTC) + timedelta(days=30)).date()
NEXT = DAY + timedelta(days=1)
SAVED = "Terima kasih, jawaban Bapak/Ibu sudah kami catat."
YES, MAYBE, NO = "Bisa", "Bisa bila perlu", "Tidak bisa"


@pytest.fixture
async def draft(db: str) -> Meeting:
    """A draft of Rina's with a room of the register, and fourteen seats in three zones."""
    account = await accounts.register_account(*PEOPLE["organizer"], PASSWORD)
    rina = User.of(await Account.get(id=account.id).prefetch_related("person__agency"))
    for code, zone in PROVINCES:
        name = f"Pemerintah Provinsi {code.title()}"
        facts = AgencyFacts(
            code=code, name=name, short_name=code, kind=AgencyKind.PROVINCE, timezone=ZONES[zone]
        )
        await directory.add_agency(facts, by=None)
    house = await rooms.add_building(BuildingFacts(name="Gedung F", agency="BPSDM"), by=None)
    room = await rooms.add_room(
        RoomFacts(building=house.id, name="Ruang Cendrawasih", seats=60), by=None
    )
    first = datetime(DAY.year, DAY.month, DAY.day, 9, tzinfo=ZoneInfo(ZONES["WIB"]))
    facts = {
        "title": "Rapat Koordinasi Pemetaan Kompetensi",
        "mode": "in_person",
        "starts_at": first.isoformat(),
        "ends_at": (first + timedelta(hours=2)).isoformat(),
        "organizer": "BPSDM",
        "register_room": room.id,
    }
    made = await meetings.draft_meeting(Facts.model_validate(facts), by=rina)
    wishes = [
        Wish(email=f"{code.lower()}@prov.example.go.id", name=f"Kepala Biro {code}", agency=code)
        for code, _zone in PROVINCES
    ]
    await invitations.invite(made.id, wishes, by=rina)
    return made


async def test_no_vote_is_lost_on_the_way_to_one_meeting(draft: Meeting, serve, browse: Browse):
    url = serve()
    rina = await browse(url)
    await sign_in(rina, PEOPLE["organizer"][0], PASSWORD)
    await ask(rina, draft)
    asked = await letters("poll:ask:")
    right_clocks(asked, [(DAY, 9), (DAY, 13), (NEXT, 9)])

    west, middle, east = [
        await phone(browse, url, code) for code in ("BARAT0", "TENGAH0", "TIMUR0")
    ]
    await say(west, YES, YES, NO)
    await say(middle, NO, YES, MAYBE)
    await say(east, MAYBE, NO, YES)
    before = await said()

    await move(rina, 9, to=10)
    kept = {each for each in before if each[1] != (DAY, "09:00")}
    assert await said() == kept
    await expect_standing(east, None, NO, YES)
    await say(east, YES, NO, YES)

    await add(rina, NEXT, "13:00")
    await expect_standing(middle, None, YES, MAYBE, None)
    await say(middle, YES, YES, MAYBE, NO)
    await say(west, NO, YES, NO, YES)
    assert await said() == kept | {
        ("TIMUR0", (DAY, "10:00"), "yes"),
        ("TENGAH0", (DAY, "10:00"), "yes"),
        ("TENGAH0", (NEXT, "13:00"), "no"),
        ("BARAT0", (DAY, "10:00"), "no"),
        ("BARAT0", (NEXT, "13:00"), "yes"),
    }
    everything = await said()

    await settle(rina, 10)
    assert await said() == everything
    await one_meeting(draft)
    right_clocks(await letters("poll:sorry:", 1), [(DAY, 10)], only={"BARAT0"})
    invited = await letters("invitation:")
    right_clocks(invited, [(DAY, 10)])
    for mail in invited.values():
        await asks_for_the_right_time(mail)
    await expect(east.get_by_role("main")).to_be_visible()
    await east.reload()
    await expect(east.get_by_role("main")).to_contain_text("Waktu rapat sudah ditetapkan")


async def ask(rina: Page, draft: Meeting) -> None:
    """Three times, of which the form knows none by itself."""
    await rina.goto(f"/meetings/{draft.id}/poll")
    for n, (day, clock) in enumerate([(DAY, "09:00"), (DAY, "13:00"), (NEXT, "09:00")]):
        await rina.locator(f"[name='options.{n}.day']").fill(day.isoformat())
        await rina.locator(f"[name='options.{n}.clock']").fill(clock)
    until = datetime.now(UTC).date() + timedelta(days=7)
    await rina.get_by_label("Dijawab paling lambat").fill(until.isoformat())
    await button(rina, "Tanyakan").click()
    await expect(rina.locator(".times > li")).to_have_count(3)


async def phone(browse: Browse, url: str, agency: str) -> Page:
    """The phone of whoever got the letter of that agency, on the page behind its link."""
    seat = await Invitation.get(agency__code=agency)
    page = await browse(url, PHONE)
    await page.goto(f"/r/{personal_token(seat)}/times")
    zone = dict(PROVINCES)[agency]
    await expect(page.locator(".zones .mine").first).to_have_text(
        re.compile(rf"^{zone}, zona Anda\s*{9 + AHEAD[zone]:02}\.00$")
    )
    return page


def choices(page: Page):
    return page.get_by_role("group")


async def say(page: Page, *wanted: str) -> None:
    """Answer every time, in their order, on a page that shows the times as they are now."""
    await page.reload()
    await expect(choices(page)).to_have_count(len(wanted))
    for n, choice in enumerate(wanted):
        await choices(page).nth(n).get_by_role("radio", name=choice, exact=True).check()
    await button(page, "Kirim jawaban").click()
    await expect(page.get_by_text(SAVED)).to_be_visible()
    await expect_standing(page, *wanted)


async def expect_standing(page: Page, *wanted: str | None) -> None:
    """The page comes back with what was said; a time that is new or moved is not answered."""
    await page.reload()
    await expect(choices(page)).to_have_count(len(wanted))
    for n, choice in enumerate(wanted):
        ticked = choices(page).nth(n).get_by_role("radio", checked=True)
        if choice is None:
            await expect(ticked).to_have_count(0)
        else:
            await expect(ticked).to_have_accessible_name(choice)


def card(rina: Page, hour: int):
    return rina.locator(".times > li").filter(has_text=re.compile(rf"\b{hour:02}\.00–")).first


async def move(rina: Page, hour: int, to: int) -> None:
    """The first of those that begin at that hour, an hour later: by its own small form."""
    await rina.reload()
    moved = card(rina, hour)
    await moved.get_by_text("Ubah waktu ini").click()
    await moved.locator("[name=clock]").fill(f"{to:02}:00")
    await button(moved, "Simpan").click()
    await expect(rina.get_by_text("Pilihan waktu diubah.")).to_be_visible()


async def add(rina: Page, day, clock: str) -> None:
    await rina.get_by_text("Tambah pilihan waktu").click()
    form = rina.locator("form").filter(has=rina.get_by_role("button", name="Tambah", exact=True))
    await form.locator("[name=day]").fill(day.isoformat())
    await form.locator("[name=clock]").fill(clock)
    await button(form, "Tambah").click()
    await expect(rina.locator(".times > li")).to_have_count(4)


async def settle(rina: Page, hour: int) -> None:
    await rina.reload()
    await button(card(rina, hour), "Tetapkan waktu ini").click()
    await rina.get_by_role("dialog").get_by_role("button", name="Tetapkan waktu ini").click()
    await expect(rina.get_by_text("Waktu ditetapkan, rapat terbit")).to_be_visible()


async def said() -> set[tuple[str, tuple[object, str], str]]:
    """Every vote: of which agency, to which time, what."""
    options = {each.id: each for each in await PollOption.all()}
    return {
        (
            each.invitation.agency.code,
            (options[each.option_id].day, options[each.option_id].clock),
            each.choice.value,
        )
        for each in await PollAnswer.all().select_related("invitation__agency")
    }


async def letters(kind: str, count: int = len(PROVINCES)) -> dict[str, EmailMessage]:
    """The letters of a kind by agency, once all of them are written: one for each."""
    rows: list[OutgoingMail] = []
    for _look in range(600):
        rows = await OutgoingMail.filter(purpose__startswith=kind)
        if len(rows) >= count:
            break
        await asyncio.sleep(0.05)
    agencies = {
        each.email: each.agency.code for each in await Invitation.all().select_related("agency")
    }
    found = [
        (agencies[row.to_address], message_from_bytes(bytes(row.message), policy=policy.default))
        for row in rows
    ]
    assert sorted(code for code, _mail in found) == sorted(dict(found))
    assert len(found) == count
    return {code: mail for code, mail in found if isinstance(mail, EmailMessage)}


def right_clocks(mails: dict[str, EmailMessage], times, only: set[str] | None = None) -> None:
    """Every letter tells each time by all three clocks, that of its reader first."""
    assert set(mails) == (only or set(dict(PROVINCES)))
    for code, mail in mails.items():
        own = dict(PROVINCES)[code]
        order = sorted(AHEAD, key=lambda zone: (zone != own, AHEAD[zone]))
        body = mail.get_body(("plain",))
        assert body is not None
        text = body.get_content()
        for day, hour in times:
            clocks = ", ".join(f"{hour + AHEAD[zone]:02}.00 {zone}" for zone in order)
            assert re.search(
                rf"{date(day)}, {hour:02}\.00–{hour + 2:02}\.00 WIB\s+\({clocks}\)", text
            ), (
                code,
                text,
            )


async def one_meeting(draft: Meeting) -> None:
    """Exactly one meeting, published at that time, and exactly one booking of its room for it."""
    (meeting,) = await Meeting.all()
    starts = datetime(DAY.year, DAY.month, DAY.day, 10, tzinfo=ZoneInfo(ZONES["WIB"]))
    assert (meeting.id, meeting.state, meeting.starts_at) == (draft.id, State.SCHEDULED, starts)
    taken = [row for row in await Booking.all() if row.state is not BookingState.FREED]
    assert [(row.state, row.starts_at, row.ends_at) for row in taken] == [
        (BookingState.BOOKED, starts, starts + timedelta(hours=2))
    ]
    (poll,) = await Poll.all()
    assert poll.state is PollState.SETTLED


async def asks_for_the_right_time(mail: EmailMessage) -> None:
    """The calendar of whoever gets it shows the chosen time, as a request."""
    (part,) = [each for each in mail.walk() if each.get_content_type() == "text/calendar"]
    assert part.get_param("method") == "REQUEST"
    calendar = icalendar.Calendar.from_ical(part.get_payload(decode=True))
    (event,) = calendar.walk("VEVENT")
    start = event["DTSTART"]
    assert start.params["TZID"] == ZONES["WIB"]
    assert start.dt.astimezone(UTC) == datetime(DAY.year, DAY.month, DAY.day, 3, tzinfo=UTC)
