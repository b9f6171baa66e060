"""The inbox: what waits for a decision, and every message that came in, with its verdicts."""

import asyncio
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from rakor.invitations import operations, queries
from rakor.invitations.models import Invitation
from rakor.invitations.pages.shown import Looked, chips, eml
from rakor.invitations.rules import Reason, Result, RsvpStatus
from rakor.mail.models import IncomingMail
from rakor.mail.reading import open_letter
from rakor.meetings.models import Meeting
from rakor.web.answers import see, show
from rakor.web.lists import page_of
from rakor.web.pages import act, page
from rakor.web.reading import query_of, read
from rakor.web.shapes import Shape, Text
from rakor.words import N_, _

SHOWN_BYTES = 300_000  # of a message that came in; the whole of it can be taken home
WAITING_SHOWN = 30
SEATS_SHOWN = 500
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
METHODS = {
    "REPLY": N_("Jawaban"),
    "COUNTER": N_("Usulan waktu"),
    "REFRESH": N_("Permintaan undangan terbaru"),
}
PROOFS = {
    "token": N_("terbukti: lewat alamat balasan pribadi"),
    "verified": N_("terbukti: pengirim diperiksa server surel"),
    "believed": N_("dipercaya: alamat pengirim"),
    "staff": N_("dipastikan oleh sekretariat"),
    "claimed": N_("belum terbukti: hanya menurut alamat pengirim"),
}
HANDLED = {
    "approved": N_("Sudah diterima oleh {name}"),
    "refused": N_("Sudah ditolak oleh {name}"),
    "overruled": N_("Jawaban dicatat oleh {name}"),
    "read": N_("Sudah dibaca oleh {name}"),
    "outdated": N_("Tidak berlaku lagi: jadwal rapat sudah berubah"),
}
SAID = (
    (RsvpStatus.ACCEPTED.value, N_("Akan hadir")),
    (RsvpStatus.TENTATIVE.value, N_("Belum pasti")),
    (RsvpStatus.DECLINED.value, N_("Berhalangan")),
)
# What can be taken as it stands; the rest a human has to put into an answer first.
TAKEN_AS_IT_IS = frozenset(
    {
        Reason.ONLY_CLAIMED.value,
        Reason.NOT_INVITED.value,
        Reason.BEFORE_DELEGATOR.value,
        Reason.WANTS_TO_DELEGATE.value,
    }
)
# What a verdict may leave out.
BLANK = dict.fromkeys(
    ("method", "address", "name", "status", "recurrence_id", "invitation", "proof", "comment"), ""
)
DECIDED = {
    "approved": N_("sudah diterima"),
    "refused": N_("sudah ditolak"),
    "overruled": N_("jawaban dicatat sendiri"),
    "read": N_("sudah dibaca"),
    "outdated": N_("tidak berlaku lagi"),
}
# The list does not fetch the messages themselves, which may be large.
INCOMING = (
    "id",
    "from_address",
    "subject",
    "result",
    "reason",
    "received_at",
    "meeting_id",
    "handled_as",
    "verdicts",
)


class LookedIn(Looked):
    result: Result | Literal[""] = ""


class Refuse(Shape):
    tell: bool = False


class Overrule(Shape):
    invitation: UUID
    status: Literal["accepted", "declined", "tentative"]


class Decide(Shape):
    comment: Annotated[Text, Field(max_length=1000)] = ""


async def inbox(request: Request) -> Response:
    wish = query_of(request, LookedIn)
    rows = IncomingMail.filter(queries.mail_visible_to(request.user))
    if wish.meeting:
        rows = rows.filter(meeting_id=wish.meeting)
    if wish.q:
        rows = rows.filter(queries.about(wish.q, "from_address", "subject"))
    counts = await queries.counted(rows, "result")
    waiting = queries.waiting(rows)
    first = not (wish.result or wish.cursor)
    to_decide = await waiting.only(*INCOMING).order_by("id").limit(WAITING_SHOWN) if first else []
    if wish.result:
        rows = rows.filter(result=wish.result.value)
    mails = await page_of(rows.only(*INCOMING), wish)
    keys = {mail.meeting_id for mail in [*mails, *to_decide] if mail.meeting_id}
    titles = dict(await Meeting.filter(id__in=list(keys)).values_list("id", "title"))
    return show(
        request,
        "invitations/inbox.html",
        wish=wish,
        mails=mails,
        to_decide=to_decide,
        waiting=await waiting.count() if first else 0,
        proposals=await queries.open_proposals(to_decide),
        titles=titles,
        blank=BLANK,
        decided=DECIDED,
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
    proposal = (await queries.open_proposals([mail])).get(mail.id)
    waits = await queries.waiting(IncomingMail.filter(id=mail.id)).exists()
    held = {str(each.get("reason")) for each in mail.verdicts if _is_held(each)}
    return show(
        request,
        "invitations/message.html",
        mail=mail,
        opened=opened,
        verdicts=[{**BLANK, **each} for each in mail.verdicts],
        results=RESULTS,
        methods=METHODS,
        proofs=PROOFS,
        handled=HANDLED.get(mail.handled_as, ""),
        handler=await queries.name_of(mail.handled_by),
        said=[(value, _(word)) for value, word in SAID],
        words=dict(SAID),
        waits=waits,
        takes=bool(held) and held <= TAKEN_AS_IT_IS,
        stranger=Reason.NOT_INVITED.value in held,
        compared=await queries.compared(proposal) if proposal else None,
        meeting=await Meeting.get_or_none(id=mail.meeting_id) if mail.meeting_id else None,
        seats=await _seats(mail),
        size=len(raw),
    )


def _is_held(verdict: dict[str, object]) -> bool:
    return verdict.get("result") == Result.PENDING_APPROVAL.value


async def _seats(mail: IncomingMail) -> list[tuple[str, str]]:
    """Whose answer it may be, to choose from: those invited to the meeting it is about."""
    if mail.meeting_id is None:
        return []
    rows: list[Any] = await (
        Invitation.filter(meeting_id=mail.meeting_id)
        .exclude(status=RsvpStatus.WITHDRAWN)
        .order_by("name")
        .limit(SEATS_SHOWN)
        .values_list("id", "name", "email")
    )
    return [(str(key), f"{name} ({email})") for key, name, email in rows]


async def raw_message(request: Request) -> Response:
    mail = await operations.find_received(request.path_params["mail"], to=request.user)
    await operations.note_reading(mail, by=request.user, taken_home=True)
    return eml(bytes(mail.message), f"masuk-{mail.id}")


async def approve(request: Request) -> Response:
    mail = await operations.approve(request.path_params["mail"], by=request.user)
    return see(f"/inbox/{mail.id}", _(mail.reason))


async def refuse(request: Request) -> Response:
    wish = await read(request, Refuse)
    mail = await operations.refuse(request.path_params["mail"], tell=wish.tell, by=request.user)
    return see(f"/inbox/{mail.id}", _("Pesan ini ditolak; tidak ada yang berubah."))


async def overrule(request: Request) -> Response:
    wish = await read(request, Overrule)
    key = request.path_params["mail"]
    mail = await operations.overrule(key, wish.invitation, wish.status, by=request.user)
    return see(f"/inbox/{mail.id}", _("Jawaban dicatat."))


async def judge(request: Request) -> Response:
    mail = await operations.judge_again(request.path_params["mail"], by=request.user)
    return see(f"/inbox/{mail.id}", _(mail.reason))


async def put_aside(request: Request) -> Response:
    await operations.put_aside(request.path_params["mail"], by=request.user)
    return see("/inbox", _("Pesan ini ditandai sudah dibaca."))


async def accept_proposal(request: Request) -> Response:
    wish = await read(request, Decide)
    key = request.path_params["proposal"]
    found = await operations.accept_proposal(key, wish.comment, by=request.user)
    where = f"/inbox/{found.mail_id}" if found.mail_id else f"/meetings/{found.meeting_id}"
    return see(where, _("Rapat dijadwalkan ke waktu yang diusulkan."))


async def decline_proposal(request: Request) -> Response:
    wish = await read(request, Decide)
    key = request.path_params["proposal"]
    found = await operations.decline_proposal(key, wish.comment, by=request.user)
    where = f"/inbox/{found.mail_id}" if found.mail_id else f"/meetings/{found.meeting_id}"
    return see(where, _("Usulan ditolak; pengusul diberi tahu."))


routes = [
    page("/inbox", inbox),
    page("/inbox/{mail:uuid}", message),
    page("/inbox/{mail:uuid}/raw", raw_message),
    act("/inbox/{mail:uuid}/approve", approve),
    act("/inbox/{mail:uuid}/refuse", refuse),
    act("/inbox/{mail:uuid}/overrule", overrule),
    act("/inbox/{mail:uuid}/judge", judge),
    act("/inbox/{mail:uuid}/read", put_aside),
    act("/proposals/{proposal:uuid}/accept", accept_proposal),
    act("/proposals/{proposal:uuid}/decline", decline_proposal),
]
