"""Writing the letters that invitations wait for: rendered off the event loop, kept whole."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parseaddr
from typing import Any
from uuid import UUID

from tortoise.expressions import F, Q

from rakor import journal, words
from rakor.documents import qr
from rakor.invitations import itip, queries
from rakor.invitations.models import Invitation
from rakor.invitations.rules import CANCELS, Letter, RsvpStatus
from rakor.mail import outbox
from rakor.mail.compose import Address, Image, compose
from rakor.mail.models import MailState, OutgoingMail
from rakor.meetings.models import AgendaItem, Meeting
from rakor.meetings.rules import State
from rakor.settings import settings
from rakor.web.templates import render
from rakor.words import N_, _

log = logging.getLogger(__name__)

AT_ONCE = 40
SUBJECTS = {
    Letter.INVITATION: N_("Undangan: {title}"),
    Letter.REFRESH: N_("Undangan: {title}"),
    Letter.CHANGED: N_("Perubahan: {title}"),
    Letter.RESCHEDULED: N_("Jadwal baru: {title}"),
    Letter.CANCELLED: N_("Dibatalkan: {title}"),
    Letter.POSTPONED: N_("Ditunda: {title}"),
    Letter.WITHDRAWN: N_("Undangan ditarik: {title}"),
}
LEADS = {
    Letter.INVITATION: N_("Kami mengundang Bapak/Ibu untuk hadir pada:"),
    Letter.REFRESH: N_("Kami mengirim kembali undangan berikut:"),
    Letter.CHANGED: N_("Ada perubahan pada rapat berikut. Jawaban Bapak/Ibu tetap berlaku."),
    Letter.RESCHEDULED: N_("Jadwal rapat berikut berubah. Mohon dijawab kembali."),
    Letter.CANCELLED: N_("Dengan hormat kami sampaikan bahwa rapat berikut dibatalkan."),
    Letter.POSTPONED: N_("Rapat berikut ditunda. Jadwal baru akan kami kirimkan."),
    Letter.WITHDRAWN: N_("Undangan Bapak/Ibu untuk rapat berikut kami tarik kembali."),
}
PARTSTATS = {
    RsvpStatus.ACCEPTED: "ACCEPTED",
    RsvpStatus.DECLINED: "DECLINED",
    RsvpStatus.TENTATIVE: "TENTATIVE",
}


@dataclass(slots=True)
class _Draft:
    """A letter that was written, and what it was written from."""

    invitation: Invitation
    letter: Letter
    mail: OutgoingMail


async def write_letters() -> int:
    """Write the letters that are due, some at a time; tells how many.

    Whoever else writes the same letter at the same time makes the same Message-ID and purpose, so
    one is kept. A meeting that changed meanwhile is written again from what it is now.
    """
    written = 0
    while count := await _write_some():
        written += count
    return written


async def _write_some() -> int:
    # Between a cancellation and its letters nobody is invited to what will not take place.
    cancels = [letter.value for letter in CANCELS]
    on = ~Q(meeting__state__in=[State.CANCELLED, State.POSTPONED])
    due = (
        await Invitation.exclude(letter_due="")
        .filter(on | Q(letter_due__in=cancels))
        .order_by("id")
        .limit(AT_ONCE)
        .select_related("meeting__organizer", "person", "agency")
    )
    if not due:
        return 0
    agendas = await _agendas({invitation.meeting_id for invitation in due})
    drafts = await asyncio.to_thread(_write_all, due, agendas)
    by_meeting: defaultdict[UUID, list[_Draft]] = defaultdict(list)
    for draft in drafts:
        by_meeting[draft.invitation.meeting_id].append(draft)
    for together in by_meeting.values():
        await _keep(together)
    outbox.wake()
    return len(drafts)


async def _agendas(meetings: set[UUID]) -> dict[UUID, list[str]]:
    """What may be told to everyone invited: confidential items are not among it."""
    rows = await AgendaItem.filter(meeting_id__in=meetings, confidential=False).order_by("position")
    found: dict[UUID, list[str]] = {}
    for row in rows:
        found.setdefault(row.meeting_id, []).append(row.title)
    return found


def _write_all(due: Sequence[Invitation], agendas: dict[UUID, list[str]]) -> list[_Draft]:
    rendered: dict[tuple[UUID, str], itip.Rendered] = {}
    now = datetime.now(UTC)
    drafts = []
    for invitation in due:
        language = (invitation.person.locale if invitation.person else "") or settings().locale
        with words.speaking(language):
            key = (invitation.meeting_id, language)
            if key not in rendered:
                rendered[key] = itip.Rendered(_for_calendars(invitation.meeting))
            mail = _write(invitation, rendered[key], agendas.get(invitation.meeting_id, []), now)
        drafts.append(_Draft(invitation, Letter(invitation.letter_due), mail))
    return drafts


def _for_calendars(meeting: Meeting) -> itip.CalendarMeeting:
    note = _("Jawaban, kode kehadiran, dan tautan daring ada pada surel undangan Bapak/Ibu.")
    return queries.calendar_meeting(meeting, note=note)


def _write(
    invitation: Invitation, rendered: itip.Rendered, agenda: list[str], now: datetime
) -> OutgoingMail:
    """One letter to one person. An address no letter can go to is a failed letter, not a crash."""
    letter = Letter(invitation.letter_due)
    mail = outbox.letter(
        f"invitation:{invitation.id}:{invitation.letters + 1}:{letter.value}",
        to=invitation.email,
        name=invitation.name,
        subject=_(SUBJECTS[letter]).format(title=invitation.meeting.title)[:500],
        meeting_id=invitation.meeting_id,
        subject_id=invitation.id,
        at=now,
    )
    try:
        mail.message = _compose(invitation, letter, mail, rendered, agenda, now)
    except ValueError as error:
        log.warning("No letter can be written for invitation %s: %s", invitation.id, error)
        mail.state, mail.message = MailState.FAILED, b""
        mail.detail = _("Alamat surel ini tidak dapat dikirimi.")
    return mail


def _compose(
    invitation: Invitation,
    letter: Letter,
    mail: OutgoingMail,
    rendered: itip.Rendered,
    agenda: list[str],
    now: datetime,
) -> bytes:
    organizer = itip.Party(queries.reply_address(invitation), invitation.meeting.organizer.name)
    cancelled = letter in CANCELS
    values = _values(invitation, letter, agenda)
    template = "mail/cancelled" if cancelled else "mail/invitation"
    code = queries.checkin_code(invitation)
    return compose(
        sender=Address(parseaddr(settings().mail_from)[1], organizer.name),
        to=Address(invitation.email, invitation.name),
        reply_to=Address(organizer.address, organizer.name),
        subject=mail.subject,
        text=render(f"{template}.txt", **values),
        html=render(f"{template}.html", **values),
        calendar=_calendar(invitation, letter, organizer, rendered, now),
        message_id=mail.message_id,
        date=now,
        images=() if cancelled else (Image("code@rakor.invalid", qr.png(code, scale=5)),),
        headers={"Auto-Submitted": "auto-generated"},
    )


def _calendar(
    invitation: Invitation,
    letter: Letter,
    organizer: itip.Party,
    rendered: itip.Rendered,
    now: datetime,
) -> tuple[bytes, str]:
    attendee = itip.Party(invitation.email, invitation.name)
    if letter in CANCELS:
        whole = letter is not Letter.WITHDRAWN
        meeting = _for_calendars(invitation.meeting)
        return itip.cancel(meeting, organizer, attendee, stamp=now, whole=whole), "CANCEL"
    partstat = PARTSTATS.get(invitation.status, "NEEDS-ACTION")
    role = invitation.part.value
    content = rendered.request(organizer, attendee, stamp=now, role=role, partstat=partstat)
    return content, "REQUEST"


def _values(invitation: Invitation, letter: Letter, agenda: list[str]) -> dict[str, Any]:
    """What the letter says, for its plain and its formatted form."""
    meeting = invitation.meeting
    own = meeting.timezone
    if invitation.person and invitation.person.timezone:
        own = invitation.person.timezone
    elif invitation.agency:
        own = invitation.agency.timezone
    return {
        "invitation": invitation,
        "meeting": meeting,
        "organizer": meeting.organizer,
        "lead": _(LEADS[letter]),
        "own": own,
        "place": queries.place_of(meeting),
        "agenda": agenda,
        "link": queries.personal_url(invitation),
        "code": qr.grouped(queries.checkin_code(invitation), 5),
        "asks": letter is not Letter.CHANGED or invitation.status is RsvpStatus.NO_RESPONSE,
        "reason": meeting.reason if letter in (Letter.CANCELLED, Letter.POSTPONED) else "",
    }


async def _keep(drafts: Sequence[_Draft]) -> None:
    """Keep the letters of one meeting, unless it or the invitation moved on meanwhile."""
    before = drafts[0].invitation.meeting
    async with journal.transaction() as record:
        meeting = await Meeting.filter(id=before.id).select_for_update().get()
        if (meeting.sequence, meeting.revision) != (before.sequence, before.revision):
            return
        rows = await Invitation.filter(
            id__in=[draft.invitation.id for draft in drafts]
        ).select_for_update()
        now = {row.id: (row.letter_due, row.letters, row.generation) for row in rows}
        same = [
            draft
            for draft in drafts
            if now.get(draft.invitation.id)
            == (draft.letter.value, draft.invitation.letters, draft.invitation.generation)
        ]
        await outbox.enqueue([draft.mail for draft in same])
        await Invitation.filter(id__in=[draft.invitation.id for draft in same]).update(
            letter_due="",
            letters=F("letters") + 1,
            sent_sequence=meeting.sequence,
            sent_at=record.at,
        )
