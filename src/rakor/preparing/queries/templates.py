"""Templates as they are read: those of an agency, and those that everybody has."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tortoise.queryset import QuerySet

from rakor.accounts.models import User
from rakor.errors import Forbidden, NotFound
from rakor.meetings.operations import ItemFacts
from rakor.meetings.rules import PARTS, Delegation, Kind, Mode
from rakor.preparing.models import MeetingTemplate, TemplateQuota, TemplateSeat
from rakor.preparing.queries.people import Wanted
from rakor.preparing.rules import STARTERS, Starter
from rakor.words import _


@dataclass(frozen=True, slots=True)
class Pattern:
    """A template as a meeting is made from it, an agency's or one that everybody has.

    `facts` are columns of the new meeting by the names of the API.
    """

    key: str
    name: str
    kind: Kind
    mode: Mode
    minutes: int
    title: str
    agenda: list[ItemFacts]
    facts: dict[str, Any]
    answer_days: int | None
    delegation: Delegation
    wanted: list[Wanted]
    quotas: list[tuple[str, int]]
    total_quota: int | None = None
    agency: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """A line of a template as a page shows it: who, of which agency, as what."""

    seat: TemplateSeat
    who: str
    agency: str

    @property
    def part_word(self) -> str:
        return PARTS[self.seat.part]


def check_prepares(user: User) -> None:
    """Refuses (Forbidden) whoever does not prepare meetings."""
    if not user.is_staff:
        raise Forbidden(_("Hanya penyelenggara dan sekretariat yang membuat rapat."))


def visible_templates(user: User) -> QuerySet[MeetingTemplate]:
    """The templates of one's own agency, for those who prepare its meetings; an admin sees all."""
    check_prepares(user)
    found = MeetingTemplate.all().select_related("agency")
    return found if user.is_admin else found.filter(agency_id=user.agency_id)


async def find_template(template_id: UUID, *, to: User) -> MeetingTemplate:
    """A template with its agency; NotFound where it is another agency's."""
    found = await visible_templates(to).get_or_none(id=template_id)
    if found is None:
        raise NotFound(_("Templat rapat ini tidak ada."))
    return found


async def offered(user: User, *, archived: bool = False) -> list[MeetingTemplate]:
    """The templates that somebody may use, by name; the archived ones when asked for."""
    found = visible_templates(user).filter(archived_at__isnull=not archived)
    return await found.order_by("name", "id").limit(500)


async def seats_of(template: MeetingTemplate) -> list[TemplateSeat]:
    """Officers and invited in their order, with office, person and agency."""
    rows = TemplateSeat.filter(template_id=template.id)
    return await rows.select_related("office__agency", "person__agency").order_by("position", "id")


async def quotas_of(template: MeetingTemplate) -> list[tuple[str, int]]:
    """Seats by the code of the agency, in the order in which they were declared."""
    rows = TemplateQuota.filter(template_id=template.id).select_related("agency").order_by("id")
    return [(row.agency.code, row.seats) for row in await rows]


def named(seats: list[TemplateSeat], groups: dict[str, str]) -> list[Named]:
    """The lines of a template with names; `groups` are the names of saved groups by their keys."""
    return [_named(seat, groups) for seat in seats]


def _named(seat: TemplateSeat, groups: dict[str, str]) -> Named:
    if seat.office is not None:
        return Named(seat, seat.office.title, seat.office.agency.short_name)
    if seat.person is None:
        return Named(seat, groups.get(seat.group_said, seat.group_said), "")
    erased = seat.person.erased_at is not None
    who = _("Data pribadi sudah dihapus") if erased else seat.person.full_name
    return Named(seat, who, seat.person.agency.short_name if seat.person.agency else "")


def agenda_in(template: MeetingTemplate) -> list[ItemFacts]:
    """The agenda of a template as facts."""
    return [ItemFacts.model_validate(each) for each in template.agenda]


async def pattern(key: str, *, to: User) -> Pattern:
    """A template by its key: that of a starter, or the UUID of an agency's own.

    NotFound where there is none, or where it is another agency's.
    """
    check_prepares(to)
    starter = next((each for each in STARTERS if each.key == key), None)
    if starter is not None:
        return _of_starter(starter)
    try:
        known = UUID(key)
    except ValueError:
        raise NotFound(_("Templat rapat ini tidak ada.")) from None
    return await pattern_of(await find_template(known, to=to))


def _of_starter(starter: Starter) -> Pattern:
    return Pattern(
        key=starter.key,
        name=_(starter.name),
        kind=starter.kind,
        mode=starter.mode,
        minutes=starter.minutes,
        title=starter.title,
        agenda=[ItemFacts(title=title, minutes=n) for title, n in starter.agenda],
        facts={"security_class": starter.security_class, "purpose": starter.purpose},
        answer_days=starter.answer_days,
        delegation=starter.delegation,
        wanted=[],
        quotas=[],
    )


async def pattern_of(template: MeetingTemplate) -> Pattern:
    """An agency's template; three queries."""
    return Pattern(
        key=str(template.id),
        name=template.name,
        kind=template.kind,
        mode=template.mode,
        minutes=template.minutes,
        title=template.title,
        agenda=agenda_in(template),
        facts={
            name: getattr(template, name)
            for name in ("security_class", "theme", "purpose", "called_by", "shows_roster")
        },
        answer_days=template.answer_days,
        delegation=template.delegation,
        wanted=[_wanted(seat, template) for seat in await seats_of(template)],
        quotas=await quotas_of(template),
        total_quota=template.total_quota,
        agency=template.agency.code,
    )


def _wanted(seat: TemplateSeat, template: MeetingTemplate) -> Wanted:
    return Wanted(
        seat.part,
        template.delegation,
        seat.office_id,
        seat.person,
        name=seat.person.full_name if seat.person and seat.person.erased_at is None else "",
        title=seat.office.title if seat.office else "",
        group_said=seat.group_said,
        officer=seat.officer,
    )
