"""The outbox and the inbox: every letter exactly as it is sent, every message with its verdict."""

import asyncio
from collections.abc import Mapping
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from rakor.invitations import operations, queries
from rakor.invitations.rules import Result
from rakor.mail.models import IncomingMail, MailState, OutgoingMail
from rakor.mail.reading import open_letter
from rakor.settings import settings
from rakor.web.answers import see, show
from rakor.web.lists import Paging, page_of
from rakor.web.pages import act, page
from rakor.web.reading import query_of, read
from rakor.web.shapes import Line, Shape
from rakor.words import N_, _

SHOWN_BYTES = 300_000  # of a message that came in; the whole of it can be taken home
# A letter is shown in a frame that runs nothing, fetches nothing and leads nowhere.
FRAMED = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
    "frame-ancestors 'self'; sandbox",
    "Referrer-Policy": "no-referrer",
}
STATES = {
    MailState.QUEUED: ("n", "clock", N_("Dalam antrean")),
    MailState.SENDING: ("a", "send", N_("Sedang dikirim")),
    MailState.SENT: ("g", "mail-check", N_("Terkirim")),
    MailState.RETRY: ("w", "refresh-cw", N_("Dicoba lagi")),
    MailState.FAILED: ("r", "mail-x", N_("Gagal")),
    MailState.BOUNCED: ("r", "mail-x", N_("Ditolak server penerima")),
    MailState.HELD: ("n", "pause", N_("Ditahan")),
}
RESULTS = {
    Result.REPLY_APPLIED: ("g", "check", N_("Jawaban dicatat")),
    Result.DUPLICATE: ("n", "copy", N_("Sudah dicatat")),
    Result.STALE: ("n", "history", N_("Usang")),
    Result.UNKNOWN_MEETING: ("w", "circle-help", N_("Rapat tidak dikenal")),
    Result.PENDING_APPROVAL: ("w", "hourglass", N_("Menunggu keputusan")),
    Result.REFUSED: ("r", "shield", N_("Ditolak")),
    Result.COUNTER_STORED: ("w", "calendar-clock", N_("Usulan waktu")),
    Result.REFRESH_ANSWERED: ("a", "refresh-cw", N_("Undangan dikirim kembali")),
    Result.BOUNCE: ("r", "mail-x", N_("Surat tidak sampai")),
    Result.UNREADABLE: ("w", "mail-question-mark", N_("Perlu dibaca orang")),
}


class Looked(Paging):
    """Which part of the mail is looked at."""

    q: Annotated[Line, Field(max_length=100)] = ""
    meeting: UUID | None = None


class LookedOut(Looked):
    state: MailState | Literal[""] = ""


class LookedIn(Looked):
    result: Result | Literal[""] = ""


class Answered(Shape):
    said: operations.Said


SAID = (
    ("ACCEPTED", N_("Akan hadir")),
    ("TENTATIVE", N_("Belum pasti")),
    ("DECLINED", N_("Berhalangan")),
)
# The lists do not fetch the messages themselves, which may be large.
OUTGOING = ("id", "to_address", "to_name", "subject", "state", "detail", "created_at")
INCOMING = ("id", "from_address", "subject", "result", "reason", "received_at")


def _chips(
    kinds: Mapping[Any, tuple[str, str, str]], counts: dict[str, int]
) -> list[tuple[str, str, int]]:
    """One chip for each state: its key, its word, how many there are."""
    return [(key.value, _(kinds[key][2]), counts.get(key.value, 0)) for key in kinds]


async def outbox(request: Request) -> Response:
    wish = query_of(request, LookedOut)
    rows = OutgoingMail.filter(queries.mail_visible_to(request.user))
    if wish.meeting:
        rows = rows.filter(meeting_id=wish.meeting)
    if wish.q:
        rows = rows.filter(queries.about(wish.q, "to_address", "to_name", "subject"))
    counts = await queries.counted(rows, "state")
    if wish.state:
        rows = rows.filter(state=wish.state)
    mails = await page_of(rows.only(*OUTGOING), wish)
    return show(
        request,
        "invitations/outbox.html",
        wish=wish,
        mails=mails,
        total=sum(counts.values()),
        filters=_chips(STATES, counts),
        states=STATES,
        stays=not settings().smtp_url,
    )


async def letter(request: Request) -> Response:
    mail = await operations.find_letter(request.path_params["mail"], to=request.user)
    await operations.note_reading(mail, by=request.user)
    raw = bytes(mail.message)
    return show(
        request,
        "invitations/letter.html",
        mail=mail,
        opened=open_letter(raw),
        states=STATES,
        size=len(raw),
        asks=settings().demo and operations.request_in(raw) is not None,
        said=[(value, _(word)) for value, word in SAID],
    )


async def body(request: Request) -> Response:
    mail = await operations.find_letter(request.path_params["mail"], to=request.user)
    await operations.note_reading(mail, by=request.user)
    html = open_letter(bytes(mail.message)).html
    return Response(html, headers=FRAMED, media_type="text/html; charset=utf-8")


async def raw_letter(request: Request) -> Response:
    mail = await operations.find_letter(request.path_params["mail"], to=request.user)
    await operations.note_reading(mail, by=request.user, taken_home=True)
    return _eml(bytes(mail.message), f"keluar-{mail.id}")


async def again(request: Request) -> Response:
    mail = await operations.try_letter_again(request.path_params["mail"], by=request.user)
    return see(f"/outbox/{mail.id}", _("Surat ini masuk antrean lagi."))


async def answer(request: Request) -> Response:
    said = (await read(request, Answered)).said
    mail = await operations.find_letter(request.path_params["mail"], to=request.user)
    row = await operations.answer_as_recipient(mail, said, by=request.user)
    return see(f"/inbox/{row.id}", _(row.reason))


async def inbox(request: Request) -> Response:
    wish = query_of(request, LookedIn)
    rows = IncomingMail.filter(queries.mail_visible_to(request.user))
    if wish.meeting:
        rows = rows.filter(meeting_id=wish.meeting)
    if wish.q:
        rows = rows.filter(queries.about(wish.q, "from_address", "subject"))
    counts = await queries.counted(rows, "result")
    if wish.result:
        rows = rows.filter(result=wish.result.value)
    mails = await page_of(rows.only(*INCOMING), wish)
    return show(
        request,
        "invitations/inbox.html",
        wish=wish,
        mails=mails,
        total=sum(counts.values()),
        filters=_chips(RESULTS, counts),
        results=RESULTS,
    )


async def message(request: Request) -> Response:
    mail = await operations.find_received(request.path_params["mail"], to=request.user)
    await operations.note_reading(mail, by=request.user)
    raw = bytes(mail.message)
    # A stranger wrote it: the library may take seconds over it, which others need not wait for.
    opened = await asyncio.to_thread(open_letter, raw[:SHOWN_BYTES])
    return show(
        request,
        "invitations/message.html",
        mail=mail,
        opened=opened,
        results=RESULTS,
        size=len(raw),
    )


async def raw_message(request: Request) -> Response:
    mail = await operations.find_received(request.path_params["mail"], to=request.user)
    await operations.note_reading(mail, by=request.user, taken_home=True)
    return _eml(bytes(mail.message), f"masuk-{mail.id}")


def _eml(raw: bytes, name: str) -> Response:
    disposition = {"Content-Disposition": f'attachment; filename="{name}.eml"'}
    return Response(raw, headers=disposition, media_type="application/octet-stream")


routes = [
    page("/outbox", outbox),
    page("/outbox/{mail:uuid}", letter),
    page("/outbox/{mail:uuid}/body", body),
    page("/outbox/{mail:uuid}/raw", raw_letter),
    act("/outbox/{mail:uuid}/retry", again),
    act("/outbox/{mail:uuid}/answer", answer),
    page("/inbox", inbox),
    page("/inbox/{mail:uuid}", message),
    page("/inbox/{mail:uuid}/raw", raw_message),
]
