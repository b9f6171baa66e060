"""The inbox: every message that came in, with its verdict."""

import asyncio
from typing import Literal

from starlette.requests import Request
from starlette.responses import Response

from rakor.invitations import operations, queries
from rakor.invitations.pages.shown import Looked, chips, eml
from rakor.invitations.rules import Result
from rakor.mail.models import IncomingMail
from rakor.mail.reading import open_letter
from rakor.web.answers import show
from rakor.web.lists import page_of
from rakor.web.pages import page
from rakor.web.reading import query_of
from rakor.words import N_

SHOWN_BYTES = 300_000  # of a message that came in; the whole of it can be taken home
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
# The list does not fetch the messages themselves, which may be large.
INCOMING = ("id", "from_address", "subject", "result", "reason", "received_at")


class LookedIn(Looked):
    result: Result | Literal[""] = ""


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
        filters=chips(RESULTS, counts),
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
    return eml(bytes(mail.message), f"masuk-{mail.id}")


routes = [
    page("/inbox", inbox),
    page("/inbox/{mail:uuid}", message),
    page("/inbox/{mail:uuid}/raw", raw_message),
]
