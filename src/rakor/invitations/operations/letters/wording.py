"""What letters say: subjects, first sentences, and the lines about a meeting."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rakor import words
from rakor.invitations.models import Invitation
from rakor.invitations.rules import (
    CANCELS,
    Difference,
    Facts,
    Letter,
    Message,
    Method,
    Said,
    said_changes,
)
from rakor.meetings.models import Meeting
from rakor.meetings.rules import Series, said_rule
from rakor.words import N_, _

SUBJECTS = {
    Letter.INVITATION: N_("Undangan: {title}"),
    Letter.REFRESH: N_("Undangan: {title}"),
    Letter.ROSTER: N_("Daftar jawaban: {title}"),
    Letter.CHANGED: N_("Perubahan: {title}"),
    Letter.RESCHEDULED: N_("Jadwal baru: {title}"),
    Letter.CANCELLED: N_("Dibatalkan: {title}"),
    Letter.POSTPONED: N_("Ditunda: {title}"),
    Letter.WITHDRAWN: N_("Undangan ditarik: {title}"),
}
LEADS = {
    Letter.INVITATION: N_("Kami mengundang Bapak/Ibu untuk hadir pada:"),
    Letter.REFRESH: N_("Kami mengirim kembali undangan berikut:"),
    Letter.ROSTER: N_("Jawaban para undangan sampai saat ini ada pada undangan kalender berikut:"),
    Letter.CHANGED: N_("Ada perubahan pada rapat berikut. Jawaban Bapak/Ibu tetap berlaku."),
    Letter.RESCHEDULED: N_("Jadwal rapat berikut berubah. Mohon dijawab kembali."),
    Letter.CANCELLED: N_("Dengan hormat kami sampaikan bahwa rapat berikut dibatalkan."),
    Letter.POSTPONED: N_("Rapat berikut ditunda. Jadwal baru akan kami kirimkan."),
    Letter.WITHDRAWN: N_("Undangan Bapak/Ibu untuk rapat berikut kami tarik kembali."),
}
OF_DAYS = {
    Letter.CHANGED: N_("Ada perubahan pada satu hari rapat berikut."),
    Letter.RESCHEDULED: N_(
        "Satu hari rapat berikut berubah. Mohon dijawab kembali untuk hari itu."
    ),
    Letter.CANCELLED: N_("Dengan hormat kami sampaikan bahwa rapat pada hari berikut ditiadakan."),
    Letter.WITHDRAWN: N_("Undangan Bapak/Ibu untuk hari berikut kami tarik kembali."),
}
ASKED_AGAIN = N_("Rapat berikut berubah. Mohon dijawab kembali.")
MORE_DAYS = N_("Hari rapat berikut bertambah. Mohon dijawab untuk hari yang baru.")
CLOSED_SUBJECT = N_("Rapat tertutup: pemberitahuan dari {organizer}")
CLOSED_LEADS = {
    Letter.INVITATION: N_("Kami mengundang Bapak/Ibu ke sebuah rapat tertutup."),
    Letter.CANCELLED: N_("Sebuah rapat tertutup yang mengundang Bapak/Ibu dibatalkan."),
    Letter.POSTPONED: N_("Sebuah rapat tertutup yang mengundang Bapak/Ibu ditunda."),
    Letter.WITHDRAWN: N_("Undangan Bapak/Ibu untuk sebuah rapat tertutup kami tarik kembali."),
}
CLOSED_LEAD = N_("Ada kabar tentang rapat tertutup yang mengundang Bapak/Ibu.")
ROLES = {
    "stands_for": N_("Bapak/Ibu hadir mewakili {name}."),
    "sends": N_("Bapak/Ibu diwakili oleh {name}."),
    "refused": N_("{name} berhalangan mewakili Bapak/Ibu. Mohon dijawab kembali."),
}
_MOVED = frozenset({Difference.TIME, Difference.MORE_DAYS, Difference.RULE})


@dataclass(frozen=True, slots=True)
class Shown:
    """The meeting, or the days of it, that one letter is about, as its templates show it."""

    title: str
    letter_number: str
    starts_at: datetime
    ends_at: datetime
    timezone: str
    repeats: str
    mode: str
    online: str
    theme: str
    place: tuple[str, ...]
    agenda: tuple[str, ...]
    days: tuple[str, ...]
    answer_by: str


def shown(meeting: Meeting, facts: Facts, message: Message, agenda: Sequence[str]) -> Shown:
    """What a letter tells of its meeting; of single days, those days alone."""
    day = facts.day(message.days[0]) if len(message.days) == 1 else None
    days = [facts.day(key) for key in message.days] if len(message.days) > 1 else []
    place = day.place if day else facts.place
    repeats = facts.recurrence and not message.days
    series = Series(facts.starts_at, facts.ends_at, facts.timezone, facts.recurrence)
    return Shown(
        title=day.title if day else facts.title,
        letter_number=meeting.letter_number,
        starts_at=day.starts_at if day else facts.starts_at,
        ends_at=day.ends_at if day else facts.ends_at,
        timezone=facts.timezone,
        repeats=said_rule(series) if repeats else "",
        mode=facts.mode,
        online=facts.online,
        theme=facts.theme,
        place=tuple(part for part in place.split("; ") if part),
        agenda=() if message.days else tuple(agenda),
        days=tuple(
            words.day_and_time(each.starts_at, each.ends_at, facts.timezone)
            for each in days
            if each
        ),
        answer_by=_deadline(meeting),
    )


def _deadline(meeting: Meeting) -> str:
    """Until when answers are wanted, as the place of the meeting reads its clock."""
    if meeting.answer_by is None:
        return ""
    day = words.date(meeting.answer_by, meeting.timezone)
    hour = words.clock(meeting.answer_by, meeting.timezone)
    return f"{day}, {hour} {words.zone_name(meeting.timezone)}"


def subject(facts: Facts, message: Message) -> str:
    """The subject of a letter; of a closed meeting it tells nothing."""
    if facts.hidden:
        return _(CLOSED_SUBJECT).format(organizer=facts.organizer)[:500]
    title = facts.title
    if message.days:
        day = words.date(message.days[0], facts.timezone, with_weekday=False)
        more = f" +{len(message.days) - 1}" if len(message.days) > 1 else ""
        title = f"{title[:440]} ({day}{more})"
    return _(SUBJECTS[message.letter]).format(title=title)[:500]


def lead(facts: Facts, message: Message) -> str:
    """The first sentence: what the letter is about."""
    if facts.hidden:
        return _(CLOSED_LEADS.get(message.letter, CLOSED_LEAD))
    if message.days:
        return _(OF_DAYS.get(message.letter, LEADS[message.letter]))
    if message.letter is Letter.RESCHEDULED and message.changes:
        if message.asks_days:
            return _(MORE_DAYS)
        if not any(change.what in _MOVED for change in message.changes):
            return _(ASKED_AGAIN)
    return _(LEADS[message.letter])


def changes(facts: Facts, message: Message) -> list[Said]:
    """What is different, before and after; nothing of it for a closed meeting."""
    return [] if facts.hidden else said_changes(message.changes, facts)


def template(message: Message, *, hidden: bool) -> str:
    """The name of the text of a letter, without its ending."""
    if hidden or message.method is Method.NOTICE:
        return "mail/closed"
    return "mail/cancelled" if message.letter in CANCELS else "mail/invitation"


def closed_values(
    seat: Invitation, meeting: Meeting, *, lead: str, link: str, note: str = ""
) -> dict[str, Any]:
    """What a letter outside of a round tells of a closed meeting: that there is something to read.

    `meeting.organizer` is loaded; nothing else of the meeting is shown.
    """
    return {
        "hidden": True,
        "meeting": meeting,
        "organizer": meeting.organizer.name,
        "lead": lead,
        "note": note,
        "role": "",
        "has_office": bool(seat.office_title),
        "has_name": bool(seat.office_title) and seat.name != seat.office_title,
        "has_agency": bool(seat.agency_name),
        "to": {
            "office_title": seat.office_title,
            "name": seat.name,
            "agency": seat.agency_name,
            "link": link,
        },
    }
