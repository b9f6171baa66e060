"""What invitations know before a meeting goes out: who is asked, and which offices are vacant."""

from collections.abc import Iterable

from rakor.accounts.models import User
from rakor.directory import queries as directory
from rakor.invitations.models import Invitation
from rakor.invitations.rules import RsvpStatus
from rakor.meetings.models import Meeting
from rakor.meetings.queries.checks import calendar_of, checker, days_ahead, region_of, told
from rakor.meetings.rules import Mode, State
from rakor.meetings.rules.checks import Check, warning
from rakor.meetings.rules.manners import Held, manners_elsewhere
from rakor.words import _, dates, ngettext

# A sentence names so many offices, and counts the others.
NAMED = 3


@checker
async def checks_of_invited(meeting: Meeting, _to: User) -> list[Check]:
    """Nobody asked; offices that nobody holds on that day; what hour it is for those far away."""
    seats = (
        await Invitation.filter(meeting_id=meeting.id, delegated_from=None)
        .exclude(status=RsvpStatus.WITHDRAWN)
        .select_related("agency")
        .only(
            "id", "office_id", "office_title", "agency_name", "agency_id",
            "agency__id", "agency__timezone", "agency__region",
        )
    )  # fmt: skip
    if not seats:
        return _nobody(meeting)
    return [*await _vacant(meeting, seats), *await _far_away(meeting, seats)]


def _nobody(meeting: Meeting) -> list[Check]:
    says = _("Belum ada yang diundang.")
    if meeting.state is State.DRAFT:
        says = _("Belum ada yang diundang; undangan terkirim setelah rapat terbit.")
    here = f"/meetings/{meeting.id}/invitations"
    return [warning("nobody_invited", says, here, _("Kelola undangan"))]


async def _vacant(meeting: Meeting, seats: Iterable[Invitation]) -> list[Check]:
    """Offices that are asked and that nobody holds on the day of the meeting."""
    asked = {seat.office_id: seat for seat in seats if seat.office_id}
    if not asked:
        return []
    day = meeting.starts_at.astimezone(dates.zone(meeting.timezone)).date()
    held = await directory.holders_on(asked, day)
    vacant = [seat for key, seat in asked.items() if key not in held]
    if not vacant:
        return []
    names = [", ".join(filter(None, (seat.office_title, seat.agency_name))) for seat in vacant]
    named = "; ".join(names[:NAMED])
    if len(names) > NAMED:
        named += "; " + _("dan {n} lainnya").format(n=len(names) - NAMED)
    sentence = ngettext(
        "{n} jabatan yang diundang kosong pada hari rapat: {names}.",
        "{n} jabatan yang diundang kosong pada hari rapat: {names}.",
        len(names),
    )
    says = sentence.format(n=len(names), names=named)
    mend = f"/directory/offices/{vacant[0].office_id}"
    return [warning("offices_vacant", says, mend, _("Isi pemangku"))]


async def _far_away(meeting: Meeting, seats: Iterable[Invitation]) -> list[Check]:
    """Prayer, hours and holidays where those who are invited are, unless all come to one room."""
    days = await days_ahead(meeting)
    agencies = {seat.agency_id: seat.agency for seat in seats if seat.agency}
    if not days or not agencies:
        return []
    calendar = await calendar_of(meeting, days)
    here = await region_of(meeting)
    zones = {agency.timezone for agency in agencies.values()}
    if meeting.mode is Mode.IN_PERSON:
        zones = set()
    codes = {agency.region for agency in agencies.values() if agency.region} - {here}
    names = await directory.region_names(codes)
    regions = {code: names.get(code, code) for code in sorted(codes)}
    found = [
        each
        for day in days
        for each in manners_elsewhere(
            Held(day.starts_at, day.ends_at, meeting.timezone, here), zones, regions, calendar
        )
    ]
    return told(meeting, found)
