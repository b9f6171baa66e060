"""Finding letters, templates and numbers, as far as somebody may see them."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from tortoise.expressions import Q, Subquery
from tortoise.queryset import QuerySet

from rakor.accounts.models import User
from rakor.directory.models import Agency, Office
from rakor.directory.rules import may_keep
from rakor.errors import Forbidden, NotFound
from rakor.letters.models import LetterNumber, LetterStep, LetterTemplate, OfficialLetter
from rakor.letters.rules import ApprovalState, DocumentType, LetterState
from rakor.meetings.models import Meeting
from rakor.meetings.queries import may_do, prepared_by
from rakor.meetings.rules import Action
from rakor.words import _

MOST_OFFICES = 300
WITH_ALL = ("meeting__organizer", "agency", "template", "drafted_by", "issued_by")


def visible_to(user: User) -> QuerySet[OfficialLetter]:
    """The letters of the meetings somebody prepares, and those they were asked to approve.

    Whoever approves sees a letter from the day it is submitted, not while it is being written.
    """
    prepared = Q(meeting_id__in=Subquery(prepared_by(user).values("id")))
    asked = Q(id__in=Subquery(LetterStep.filter(person_id=user.id).values("letter_id")))
    return OfficialLetter.filter(prepared | (asked & ~Q(state=LetterState.DRAFT)))


async def find(letter_id: UUID, *, to: User) -> OfficialLetter:
    """A letter with its meeting and template; NotFound for whoever may not see it."""
    found = await visible_to(to).select_related(*WITH_ALL).get_or_none(id=letter_id)
    if found is None:
        raise NotFound(_("Surat ini tidak ada."))
    return found


async def place_of(letter_id: UUID, user: User) -> str:
    """The page on which somebody goes on with a letter; the first page once it is not theirs."""
    letter = await visible_to(user).select_related("meeting").get_or_none(id=letter_id)
    if letter is None:
        return "/"
    if await may_do(Action.INVITE, letter.meeting, user):
        return f"/meetings/{letter.meeting_id}/letter"
    return f"/letters/{letter.id}"


async def latest(meeting_id: UUID) -> OfficialLetter | None:
    """The letter of a meeting that counts: the newest that is not void, else the newest."""
    rows = await OfficialLetter.filter(meeting_id=meeting_id).select_related(*WITH_ALL)
    rows.sort(key=lambda each: (each.state is not LetterState.VOID, each.id))
    return rows[-1] if rows else None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a letter stands, and what the reader may do with it now."""

    steps: list[LetterStep]
    prepares: bool
    turn: LetterStep | None

    @property
    def mine(self) -> bool:
        """Whether the letter waits for the reader."""
        return self.turn is not None


async def standing(letter: OfficialLetter, *, to: User) -> Standing:
    """The line of approval of a letter, and the reader's turn in it if it has come."""
    steps = await LetterStep.filter(letter_id=letter.id).select_related("person").order_by(
        "position"
    )  # fmt: skip
    waiting = [step for step in steps if step.state is ApprovalState.WAITING]
    turn = None
    if letter.state is LetterState.IN_REVIEW and waiting and waiting[0].person_id == to.id:
        turn = waiting[0]
    return Standing(steps, await may_do(Action.INVITE, letter.meeting, to), turn)


async def waiting_for(user: User) -> list[OfficialLetter]:
    """The letters whose next approval is this person's, with their meetings; one query."""
    asked = LetterStep.filter(person_id=user.id, state=ApprovalState.WAITING)
    steps = (
        await LetterStep.filter(
            letter__state=LetterState.IN_REVIEW,
            state=ApprovalState.WAITING,
            letter_id__in=Subquery(asked.values("letter_id")),
        )
        .select_related("letter__meeting")
        .order_by("position")
    )
    first: dict[UUID, LetterStep] = {}
    for step in steps:
        first.setdefault(step.letter_id, step)
    mine = [step.letter for step in first.values() if step.person_id == user.id]
    return sorted(mine, key=lambda each: each.id)


def may_see_templates(user: User) -> bool:
    """Whether somebody prepares meetings, and so writes letters."""
    return user.is_staff


def _check_prepares(user: User) -> None:
    if not may_see_templates(user):
        raise Forbidden(_("Templat dan register surat hanya untuk penyiap rapat."))


def visible_templates(user: User) -> QuerySet[LetterTemplate]:
    """The templates of somebody's line of agencies; an admin's are all.

    Refuses (Forbidden) whoever prepares no meetings.
    """
    _check_prepares(user)
    return LetterTemplate.filter(line_of(user, "agency__"))


def line_of(user: User, prefix: str = "") -> Q:
    """The agencies somebody writes for: their own and those below it; an admin's are all."""
    if user.is_admin:
        return Q(id__isnull=False)
    asked: dict[str, Any] = {f"{prefix}id": user.agency_id}
    own = Q(**asked)
    if user.agency_path:
        own |= Q(**{f"{prefix}path__startswith": user.agency_path})
    return own


async def find_template(template_id: UUID, *, to: User) -> LetterTemplate:
    """A template with its agency; NotFound outside of one's own line."""
    found = (
        await visible_templates(to)
        .select_related("agency", "signer_office")
        .get_or_none(id=template_id)
    )
    if found is None:
        raise NotFound(_("Templat surat ini tidak ada."))
    return found


async def templates_for(meeting: Meeting) -> list[LetterTemplate]:
    """The templates a meeting may use: of its organizer, then of the agencies above it."""
    line = [UUID(part) for part in meeting.organizer.path.split("/") if part]
    ids = [*line, meeting.organizer_id]
    rows = await LetterTemplate.filter(agency_id__in=ids).order_by("name")
    near = {agency: place for place, agency in enumerate(ids)}
    return sorted(rows, key=lambda each: (-near[each.agency_id], each.name))


async def own_agencies(user: User, *, kept: bool = False) -> list[Agency]:
    """The agencies whose letters somebody writes; `kept`: those whose templates they change."""
    _check_prepares(user)
    rows = await Agency.filter(line_of(user), merged_into_id=None).order_by("precedence", "name")
    return [each for each in rows if may_keep(user, each)] if kept else rows


async def register(
    agency: Agency, year: int, scope: DocumentType = DocumentType.INVITATION
) -> list[LetterNumber]:
    """The numbers of an agency and year in their order."""
    return await LetterNumber.filter(agency_id=agency.id, year=year, scope=scope).order_by("seq")


async def elsewhere(agency: Agency, year: int) -> list[OfficialLetter]:
    """Letters of a year whose number came from another system."""
    found = OfficialLetter.filter(agency_id=agency.id, state=LetterState.ISSUED)
    found = found.filter(dated__gte=date(year, 1, 1), dated__lte=date(year, 12, 31))
    return await found.exclude(external_number="").order_by("dated", "id")


async def signing_offices(agency: Agency) -> list[Office]:
    """The offices of an agency and of those below it, for whoever chooses who signs."""
    below = Office.filter(agency__path__startswith=agency.path)
    return await below.order_by("precedence", "title").limit(MOST_OFFICES)
