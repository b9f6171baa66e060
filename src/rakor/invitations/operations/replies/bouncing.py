"""Delivery reports: which letters did not arrive, and which addresses are dead (RFC 3464)."""

from datetime import timedelta
from typing import Any

from rakor import journal
from rakor.invitations import itip
from rakor.invitations.models import Invitation
from rakor.invitations.operations.replies.values import Judged
from rakor.invitations.rules import Result
from rakor.journal import Record
from rakor.mail.models import DeadAddress, MailState, OutgoingMail
from rakor.words import N_

BOUNCED = N_("Surel tidak sampai kepada penerima.")
DELAYED = N_("Pengantaran surel tertunda; belum gagal.")
FOREIGN_BOUNCE = N_("Laporan pengantaran ini bukan tentang surat yang dikirim dari sini.")
# Servers report within days; an older letter is not what a report without its original means.
REPORTED_WITHIN = timedelta(days=6)


async def bounce(record: Record, mail: itip.InboundMail, holder: Invitation | None) -> list[Judged]:
    """Mark each letter that is reported; a report about mail of others is only kept.

    An address is taken for dead only where the report proves that it is about a letter from here:
    by that letter's Message-ID, or by the reply address it came to.
    """
    return [await _one(record, each, holder) for each in mail.bounces]


async def _one(record: Record, bounce: itip.Bounce, holder: Invitation | None) -> Judged:
    letter, proven = await _letter_of(record, bounce, holder)
    told: dict[str, Any] = {"address": bounce.recipient, "codes": [bounce.status]}
    told["comment"] = bounce.diagnostic
    if letter is None:
        return Judged(Result.BOUNCE, FOREIGN_BOUNCE, told=told)
    about = await Invitation.get_or_none(id=letter.subject_id) if letter.subject_id else None
    if about is not None:
        told |= {"invitation": str(about.id), "name": about.name}
    if not bounce.failed:
        return Judged(Result.BOUNCE, DELAYED, about, letter.meeting_id, told)
    said = " ".join(filter(None, [bounce.status, bounce.diagnostic]))[:1000]
    await OutgoingMail.filter(id=letter.id).update(state=MailState.BOUNCED, detail=said)
    if proven and bounce.is_dead:
        dead = DeadAddress(
            address=bounce.recipient, code=bounce.status, detail=said, since=record.at
        )
        await DeadAddress.bulk_create([dead], ignore_conflicts=True)
    if letter.meeting_id:
        await record.entry(
            letter.meeting_id,
            "mail.bounced",
            by=None,
            audience=journal.Audience.STAFF,
            subject=about.person_id if about else None,
            invitation=str(letter.subject_id),
            detail=said[:300],
        )
    return Judged(Result.BOUNCE, BOUNCED, about, letter.meeting_id, told)


async def _letter_of(
    record: Record, bounce: itip.Bounce, holder: Invitation | None
) -> tuple[OutgoingMail | None, bool]:
    """The letter a report is about, and whether the report proves it.

    By its Message-ID, by the reply address the report came to, or the last letter that went to
    that address lately.
    """
    sent = OutgoingMail.filter(to_address=bounce.recipient)
    if bounce.original_message_id:
        return await sent.filter(message_id=bounce.original_message_id).first(), True
    if holder is not None and holder.email == bounce.recipient:
        return await sent.filter(subject_id=holder.id).order_by("-id").first(), True
    lately = sent.filter(state=MailState.SENT, sent_at__gte=record.at - REPORTED_WITHIN)
    return await lately.order_by("-sent_at").first(), False
