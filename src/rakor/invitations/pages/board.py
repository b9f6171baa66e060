"""The list of those invited: who answers what, adding people, sending, how far the letters are."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from rakor import journal
from rakor.accounts.models import User
from rakor.directory.queries import agencies, groups_visible_to
from rakor.directory.rules import EXAMPLE
from rakor.invitations import operations, queries
from rakor.invitations.models import Invitation
from rakor.invitations.operations import Wish
from rakor.invitations.rules import RsvpStatus, read_list
from rakor.meetings import queries as meetings
from rakor.meetings.models import Meeting
from rakor.meetings.rules import DELEGATIONS, PARTS, Action, Delegation, Part, State
from rakor.web.answers import see, show
from rakor.web.pages import act, form, page
from rakor.web.reading import query_of, read
from rakor.web.shapes import Line, Shape, Text
from rakor.words import N_, _

SHOWN = 300
FILTERS = {
    "": N_("Semua"),
    "none": N_("Belum menjawab"),
    "coming": N_("Akan hadir"),
    "tentative": N_("Belum pasti"),
    "declined": N_("Berhalangan"),
    "failed": N_("Gagal terkirim"),
    "not_sent": N_("Belum dikirim"),
    "withdrawn": N_("Ditarik"),
}
ROLES = (
    Part.PARTICIPANT,
    Part.CHAIR,
    Part.SPEAKER,
    Part.MODERATOR,
    Part.OPENER,
    Part.OBSERVER,
    Part.GUEST,
    Part.AIDE,
)


class Looked(Shape):
    """Which part of the list is looked at."""

    q: Annotated[Line, Field(max_length=100)] = ""
    answer: Annotated[str, Field(pattern=f"^({'|'.join(FILTERS)})$")] = ""
    all: bool = False


class Added(Shape):
    """What the form holds: one line for each person."""

    lines: Annotated[Text, Field(min_length=3, max_length=200_000)]
    role: Part = Part.PARTICIPANT
    delegation: Delegation = Delegation.ALLOWED


@dataclass(frozen=True, slots=True)
class Row:
    """One seat of the list."""

    invitation: Invitation
    kind: str
    delivery: queries.Delivery


async def board(request: Request) -> Response:
    meeting = await meetings.find_for(
        Action.INVITE, request.path_params["meeting"], by=request.user
    )
    wish = query_of(request, Looked)
    rows = await _rows(meeting)
    await journal.looked("invitations.viewed", by=request.user, subject=meeting.id)
    found = [row for row in rows if _matches(row, wish.answer) and _contains(row, wish.q)]
    seated = [row for row in rows if row.invitation.status is not RsvpStatus.WITHDRAWN]
    return show(
        request,
        "invitations/board.html",
        place="meetings",
        meeting=meeting,
        parts=await meetings.parts_of(request.user, meeting),
        tab="invitations",
        counts={"invitations": len(seated)},
        wish=wish,
        filters=[(key, _(word), _how_many(rows, key)) for key, word in FILTERS.items()],
        groups=_grouped(found if wish.all else found[:SHOWN]),
        found=len(found),
        total=len(rows),
        agencies=_grouped(seated),
        answers=_counted(seated),
        unsent=sum(_matches(row, "not_sent") for row in rows),
        sending=await queries.sending(meeting.id),
        parts_said=PARTS,
        can_send=meeting.state in (State.SCHEDULED, State.IN_PROGRESS),
    )


async def _rows(meeting: Meeting) -> list[Row]:
    """Everybody on the list in the order of protocol; three queries however long it is."""
    invitations = await Invitation.filter(meeting_id=meeting.id).order_by(
        "precedence", "agency_name", "id"
    )
    invitations.sort(key=lambda each: not each.agency_name)
    deliveries = await queries.deliveries(invitations)
    return [
        Row(each, queries.seat_kind(each.status, each.mode), deliveries[each.id])
        for each in invitations
    ]


def _matches(row: Row, wished: str) -> bool:
    gone = row.invitation.status is RsvpStatus.WITHDRAWN
    if wished in ("", "withdrawn"):
        return gone == bool(wished)
    if wished == "failed":
        return row.delivery.status in ("failed", "bounced") and not gone
    if wished == "not_sent":
        return row.delivery.status == "not_sent" and not gone
    if wished == "coming":
        return row.kind in ("room", "online")
    return row.kind == wished and not gone


def _how_many(rows: list[Row], wished: str) -> int:
    return sum(_matches(row, wished) for row in rows)


def _contains(row: Row, text: str) -> bool:
    each = row.invitation
    words = f"{each.name} {each.email} {each.office_title} {each.agency_name}".lower()
    return text.lower() in words


def _counted(rows: list[Row]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for row in rows:
        counts[row.kind] = counts.get(row.kind, 0) + 1
    return counts


def _grouped(rows: list[Row]) -> list[tuple[str, dict[str, int], list[Row]]]:
    """The rows of each agency, with how many seats of each kind it has."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row.invitation.agency_name, []).append(row)
    return [(name, _counted(members), members) for name, members in groups.items()]


async def add(request: Request) -> Response:
    meeting = await meetings.find_for(
        Action.INVITE, request.path_params["meeting"], by=request.user
    )
    return show(
        request,
        "invitations/add.html",
        place="meetings",
        meeting=meeting,
        parts=await meetings.parts_of(request.user, meeting),
        tab="invitations",
        roles=[(part.value, _(PARTS[part])) for part in ROLES],
        delegations=[(each.value, _(word)) for each, word in DELEGATIONS.items()],
        codes=await agencies().order_by("precedence", "name").limit(200),
        saved=await saved_groups(request.user),
        example=EXAMPLE,
        asked=None,
        expansion=None,
    )


async def saved_groups(user: User) -> list[tuple[str, str]]:
    """The groups that somebody may invite, as (key, name), for a form to choose from.

    None for whoever prepares this meeting, but does not see the directory.
    """
    if not user.sees_directory:
        return []
    found = await groups_visible_to(user).order_by("name", "id")
    return [(str(group.id), group.name) for group in found]


async def put_on_list(request: Request) -> Response:
    wish = await read(request, Added)
    wishes = [
        Wish(email=each.email, name=each.name, agency=each.agency, role=wish.role)
        for each in read_list(wish.lines)
    ]
    meeting_id = request.path_params["meeting"]
    made = await operations.invite(meeting_id, wishes, wish.delegation, by=request.user)
    notice = _("{count} orang masuk daftar undangan.").format(count=len(made))
    return see(f"/meetings/{meeting_id}/invitations", notice)


async def send(request: Request) -> Response:
    meeting_id = request.path_params["meeting"]
    queued = await operations.send(meeting_id, by=request.user)
    notice = _("{count} undangan disiapkan untuk dikirim.").format(count=queued)
    return see(f"/meetings/{meeting_id}/invitations", notice)


async def progress(request: Request) -> Response:
    """How far the letters are; the page asks every second while some wait."""
    meeting = await meetings.find_for(
        Action.INVITE, request.path_params["meeting"], by=request.user
    )
    now = await queries.sending(meeting.id)
    return JSONResponse(
        {
            "done": now.done,
            "total": now.total,
            "state": "running" if now.waiting else "done",
            "message": _("{done} dari {total} surat siap.").format(done=now.done, total=now.total),
            "location": f"/meetings/{meeting.id}/invitations",
        }
    )


async def withdraw(request: Request) -> Response:
    row = await operations.withdraw(request.path_params["invitation"], by=request.user)
    notice = _("Undangan untuk {name} ditarik.").format(name=row.name)
    return see(f"/meetings/{row.meeting_id}/invitations", notice)


async def summary(request: Request) -> Response:
    """A part of the meeting's page: all answers for staff, one's own for those invited."""
    meeting = await meetings.find(request.path_params["meeting"], to=request.user)
    staff = await meetings.may_do(Action.INVITE, meeting, request.user)
    own = await Invitation.filter(meeting_id=meeting.id, person_id=request.user.id).first()
    return show(
        request,
        "invitations/_summary.html",
        meeting=meeting,
        staff=staff,
        answers=await queries.answers(meeting.id) if staff else {},
        own=own,
        own_kind=queries.seat_kind(own.status, own.mode) if own else "",
        own_link=f"/r/{queries.personal_token(own)}" if own else "",
    )


routes = [
    page("/meetings/{meeting:uuid}/invitations", board),
    *form("/meetings/{meeting:uuid}/invitations/add", add, put_on_list),
    act("/meetings/{meeting:uuid}/invitations/send", send),
    page("/meetings/{meeting:uuid}/invitations/progress", progress),
    page("/meetings/{meeting:uuid}/invitations/summary", summary),
    act("/invitations/{invitation:uuid}/withdraw", withdraw),
]
