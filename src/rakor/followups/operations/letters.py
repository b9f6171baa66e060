"""Writing to agencies about what they owe: facts, dates, and their own link where it is theirs."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from rakor import words
from rakor.directory.models import Agency
from rakor.followups import queries
from rakor.followups.models import FollowUpLink
from rakor.followups.queries import Promise
from rakor.followups.rules import FOLLOW_UP_STATES, Notice, percent_of
from rakor.mail import outbox
from rakor.mail.models import OutgoingMail
from rakor.meetings.models import Meeting
from rakor.settings import settings
from rakor.web.templates import render
from rakor.words import N_, _

SUBJECTS = {
    "told": N_("Tindak lanjut {agency}: {title}"),
    "changed": N_("Perubahan tindak lanjut {agency}: {title}"),
    "given": N_("Tindak lanjut dialihkan kepada {agency}: {title}"),
    "taken": N_("Tindak lanjut dialihkan dari {agency}: {title}"),
    Notice.SOON: N_("Mendekati target waktu: {title}"),
    Notice.LATE: N_("Melewati target waktu: {title}"),
    Notice.ABOVE: N_("Mohon perhatian pimpinan, tindak lanjut {agency}: {title}"),
}
LEADS = {
    "told": N_(
        "Rapat {title} pada {day} memutuskan hal-hal berikut dengan {agency} sebagai penanggung "
        "jawab. Kemajuannya dilaporkan lewat tautan di bawah, tanpa akun."
    ),
    "changed": N_(
        "Versi baru notula rapat {title} pada {day} mengubah atau menambah tindak lanjut {agency} "
        "berikut. Yang lain tetap seperti sebelumnya."
    ),
    "given": N_(
        "Tindak lanjut rapat {title} pada {day} berikut dialihkan dari {other} kepada {agency}."
    ),
    "taken": N_(
        "Tindak lanjut rapat {title} pada {day} berikut dialihkan dari {agency} kepada {other}. "
        "Laporan yang sudah disampaikan tetap tercatat."
    ),
    Notice.SOON: N_("Target waktu tindak lanjut {agency} berikut dari rapat {title} sudah dekat."),
    Notice.LATE: N_("Target waktu tindak lanjut {agency} berikut dari rapat {title} telah lewat."),
    Notice.ABOVE: N_(
        "Tindak lanjut {agency} berikut dari rapat {title} telah lama melewati target waktunya. "
        "Kami mohon perhatian Bapak/Ibu sebagai atasan instansi tersebut."
    ),
}


def told(
    meeting: Meeting, link: FollowUpLink, owed: Sequence[Promise], now: datetime, stamp: str
) -> OutgoingMail:
    """All that an agency owes of a meeting, with its link."""
    return _letter("told", meeting, link.agency, link.email, owed, now, stamp, link=link)


def changed(
    meeting: Meeting, link: FollowUpLink, owed: Sequence[Promise], now: datetime
) -> OutgoingMail:
    """Only what is new or reads otherwise in a new version of the minutes, with the same link."""
    stamp = f"changed:{now:%Y%m%d%H%M%S}"
    return _letter("changed", meeting, link.agency, link.email, owed, now, stamp, link=link)


def given(
    meeting: Meeting, link: FollowUpLink, promise: Promise, reason: str, now: datetime
) -> OutgoingMail:
    """To the agency that owes from now on what was another's."""
    other, stamp = promise.commitment.name, f"given:{promise.id}"
    return _letter(
        "given", meeting, link.agency, link.email, [promise], now, stamp,
        link=link, other=other, note=reason,
    )  # fmt: skip


def taken_away(
    meeting: Meeting, link: FollowUpLink, promise: Promise, other: str, reason: str, now: datetime
) -> OutgoingMail:
    """To the agency that owes it no more."""
    agency, stamp = promise.commitment.agency, f"taken:{promise.id}"
    return _letter(
        "taken", meeting, agency, link.email, [promise], now, stamp, other=other, note=reason
    )


def reminder(
    kind: Notice, meeting: Meeting, link: FollowUpLink, owed: Sequence[Promise], now: datetime
) -> OutgoingMail:
    """What comes near or is overdue, with the link."""
    stamp = f"{kind.value}:{now:%Y%m%d}:{owed[0].id}"
    return _letter(kind, meeting, link.agency, link.email, owed, now, stamp, link=link)


def to_above(
    meeting: Meeting,
    link: FollowUpLink,
    above: tuple[Agency, str],
    owed: Sequence[Promise],
    now: datetime,
) -> OutgoingMail:
    """To the office above; without the link, by which only the agency itself reports."""
    stamp = f"above:{now:%Y%m%d}:{owed[0].id}"
    return _letter(Notice.ABOVE, meeting, link.agency, above[1], owed, now, stamp, to=above[0])


def _letter(
    kind: str,
    meeting: Meeting,
    agency: Agency,
    email: str,
    owed: Sequence[Promise],
    now: datetime,
    stamp: str,
    *,
    link: FollowUpLink | None = None,
    to: Agency | None = None,
    other: str = "",
    note: str = "",
) -> OutgoingMail:
    """One letter. Sealed where it carries the link: whoever holds it speaks for the agency.

    An address that no letter can go to is a failed letter, not a crash.
    """
    with words.speaking(settings().locale):
        day = words.date(meeting.starts_at, meeting.timezone)
        said = {"agency": agency.name, "title": meeting.title, "day": day, "other": other}
        subject = _(SUBJECTS[kind]).format(**said)[:500]
        mail = outbox.letter(
            f"followups:{link.id if link else agency.id}:{stamp}",
            to=email,
            name=(to or agency).name,
            subject=subject,
            meeting_id=meeting.id,
            subject_id=link.id if link else agency.id,
            at=now,
            sealed=link is not None,
        )
        values = {
            "heading": subject,
            "name": (to or agency).name,
            "organizer": meeting.organizer.name,
            "lead": _(LEADS[kind]).format(**said),
            "note": note,
            "items": [_item(each) for each in owed],
            "link": queries.link_url(link) if link else "",
            "until": words.date(link.expires_at, meeting.timezone) if link else "",
        }
        return outbox.write(
            mail,
            meeting.organizer.name,
            text=render("mail/followups.txt", **values),
            html=render("mail/followups.html", **values),
        )


def _item(promise: Promise) -> dict[str, Any]:
    return {
        "number": promise.commitment.decision.number,
        "text": promise.commitment.decision.text,
        "due": promise.due,
        "late": promise.late,
        "state": _(FOLLOW_UP_STATES[promise.state]),
        "percent": percent_of(promise.state, promise.percent),
    }
