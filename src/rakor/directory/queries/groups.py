"""Reading groups of offices: what a line means, and whom it means on a day."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from rakor.directory import rules
from rakor.directory.models import Agency, Office, OfficeHolder, OfficeKind, Region, SavedGroup
from rakor.directory.queries.ground import today
from rakor.directory.queries.offices import holders_on
from rakor.directory.queries.ranks import office_kinds
from rakor.directory.queries.regions import all_regions
from rakor.directory.rules import AgencyKind, Gap, Group, GroupTerm, Reader
from rakor.errors import Invalid, NotFound
from rakor.words import _


@dataclass(slots=True)
class Seat:
    """One office of a group: who holds it on the day, and where a letter reaches it.

    `today` holds it now, when nobody is known for the day: a letter that goes out now goes there.
    """

    office: Office
    holder: OfficeHolder | None
    today: OfficeHolder | None = None
    gap: Gap | None = None

    @property
    def reader(self) -> OfficeHolder | None:
        return self.holder or self.today

    @property
    def email(self) -> str:
        """The address of the office, or else of whoever holds it."""
        person = self.reader.person if self.reader else None
        return (self.office.email or (person.email if person else None) or "").lower()

    @property
    def reachable(self) -> bool:
        return self.gap is None


@dataclass(slots=True)
class Place:
    """A region of a group with the offices of one kind in it; `gap` says why there are none."""

    region: Region
    kind: OfficeKind
    agency: Agency | None = None
    seats: list[Seat] = field(default_factory=list)

    @property
    def gap(self) -> Gap | None:
        if self.seats:
            return None
        return Gap.NO_OFFICE if self.agency else Gap.NO_AGENCY


@dataclass(slots=True)
class Expansion:
    """A group as it is on a day: one place for each region and kind, whether filled or not."""

    group: Group
    day: date
    kinds: list[OfficeKind]
    places: list[Place]

    @property
    def seats(self) -> list[Seat]:
        return [seat for place in self.places for seat in place.seats]

    @property
    def regions(self) -> list[Region]:
        return list({place.region.id: place.region for place in self.places}.values())

    @property
    def reachable(self) -> int:
        return sum(seat.reachable for seat in self.seats)

    def counts(self) -> dict[Gap, int]:
        """How many places or offices lack what; kinds of gap that do not occur are left out."""
        gaps = [place.gap for place in self.places] + [seat.gap for seat in self.seats]
        found = [gap for gap in gaps if gap is not None]
        return {gap: found.count(gap) for gap in Gap if gap in found}


def groups_visible_to(user: Reader) -> QuerySet[SavedGroup]:
    """Common groups and those of one's own agency; an admin sees all."""
    rules.check_may_read_groups(user)
    if user.keeps_reference:
        return SavedGroup.all()
    return SavedGroup.filter(Q(agency_id=None) | Q(agency_id=user.agency_id))


async def find_group(group_id: UUID, *, to: Reader) -> SavedGroup:
    found = groups_visible_to(to).select_related("office_kind", "agency")
    group = await found.get_or_none(id=group_id)
    if group is None:
        raise NotFound(_("Kelompok jabatan ini tidak ada."))
    return group


def meaning_of(saved: SavedGroup) -> Group:
    """What a saved group means; `office_kind` is loaded."""
    kinds = frozenset(AgencyKind(kind) for kind in saved.agency_kinds)
    return Group((GroupTerm(saved.office_kind.code, kinds),), tuple(saved.regions), saved.name)


async def group_said(text: str, *, to: Reader) -> Group:
    """A group by the key of a saved one, or by one line as people say it.

    Refuses (Invalid, field `group`) what is neither.
    """
    rules.check_may_read_groups(to)
    try:
        key = UUID(text.strip())
    except ValueError:
        return rules.read_group(text, await office_kinds(), await all_regions())
    saved = await groups_visible_to(to).select_related("office_kind").get_or_none(id=key)
    if saved is None:
        raise Invalid.field("group", _("Kelompok jabatan ini tidak ada."))
    return meaning_of(saved)


async def understood(text: str, *, to: Reader) -> tuple[Group | None, Invalid | None]:
    """What a line means, or why it is not understood, for a page that shows both."""
    try:
        return await group_said(text, to=to), None
    except Invalid as refusal:
        return None, refusal


async def expand(
    group: Group,
    day: date,
    *,
    to: Reader,
    invited: Collection[UUID] = (),
    addresses: Collection[str] = (),
) -> Expansion:
    """Every office that a group means on that day, and every place where one is missing.

    Each region gives one place for each kind, always, in the order of codes. Offices in `invited`
    and addresses in `addresses` are marked so. The number of queries does not depend on the size.
    """
    rules.check_may_read_groups(to)
    kinds = {kind.code: kind for kind in await office_kinds()}
    everything = await all_regions()
    wanted = [(term, kinds[term.kind]) for term in group.terms if term.kind in kinds]
    places: list[tuple[Place, GroupTerm]] = [
        (Place(region, kind), term)
        for term, kind in wanted
        for region in rules.members(everything, group.regions, day, term.levels)
    ]
    regions = {place.region.id: place.region for place, _term in places}
    lines = await _agencies({key: rules.codes_of(row, everything) for key, row in regions.items()})
    offices = await _offices(lines, [kind for _term, kind in wanted])
    for place, term in places:
        _seat(place, term, lines.get(place.region.id, []), offices)
    found = Expansion(
        group, day, [kind for _term, kind in wanted], [place for place, _term in places]
    )
    await _fill(found, invited, addresses)
    return found


async def _agencies(codes: dict[UUID, frozenset[str]]) -> dict[UUID, list[Agency]]:
    """The agencies of each region: its government first, then its own and those below it.

    An agency belongs to the government above it; one without, to the region that it names.
    """
    region_of = {code: key for key, own in codes.items() for code in own}
    regional = [AgencyKind.REGIONAL_AGENCY, AgencyKind.UNIT, AgencyKind.VERTICAL_OFFICE]
    rows = (
        await Agency.filter(merged_into_id=None)
        .filter(Q(region__in=list(region_of)) | Q(kind__in=regional))
        .order_by("precedence", "name", "id")
    )
    kinds = list(rules.GOVERNMENTS.values())
    governing = Agency.filter(kind__in=kinds, merged_into_id=None).exclude(region="")
    governments = {
        str(key): str(region) for key, region in await governing.values_list("id", "region")
    }
    found: dict[UUID, list[Agency]] = {}
    for row in rows:
        above = [governments[step] for step in row.path.split("/") if step in governments]
        region = above[-1] if above else row.region
        own = row.kind is not AgencyKind.UNIT or above
        if region in region_of and own:
            found.setdefault(region_of[region], []).append(row)
    for lined in found.values():
        lined.sort(key=lambda row: str(row.id) not in governments)
    return found


async def _offices(
    lines: dict[UUID, list[Agency]], kinds: Sequence[OfficeKind]
) -> dict[UUID, list[Office]]:
    """The offices of these kinds in these agencies, by agency."""
    agencies = {row.id: row for lined in lines.values() for row in lined}
    rows = await Office.filter(
        kind_id__in=[kind.id for kind in kinds], agency_id__in=list(agencies)
    ).order_by("precedence", "title", "id")
    found: dict[UUID, list[Office]] = {}
    for office in rows:
        office.agency = agencies[office.agency_id]
        found.setdefault(office.agency_id, []).append(office)
    return found


def _seat(
    place: Place, term: GroupTerm, line: Iterable[Agency], offices: dict[UUID, list[Office]]
) -> None:
    """Put the offices of one kind into their place, and say whose place it is."""
    allowed = [row for row in line if row.kind in term.seats]
    for agency in allowed:
        place.seats += [
            Seat(office, None)
            for office in offices.get(agency.id, [])
            if office.kind_id == place.kind.id
        ]
    seated = place.seats[0].office.agency if place.seats else None
    place.agency = seated or next(iter(allowed), None)


async def _fill(found: Expansion, invited: Collection[UUID], addresses: Collection[str]) -> None:
    """Who holds each office, and why a letter would not reach it."""
    seats = found.seats
    holders = await holders_on([seat.office.id for seat in seats], found.day)
    vacant = [seat.office.id for seat in seats if seat.office.id not in holders]
    now = await holders_on(vacant, today())
    for seat in seats:
        seat.holder = holders.get(seat.office.id)
        seat.today = now.get(seat.office.id)
    for place in found.places:
        _leave_out_later(place, found.day)
    _mark_gaps(found.seats, invited, addresses)


def _leave_out_later(place: Place, day: date) -> None:
    """Where an office of the kind was held on that day, one that began later is its successor.

    The BPSDM of 2020 is not asked to a meeting of 2012, to which its Badan Diklat was.
    """
    if any(seat.holder for seat in place.seats):
        place.seats = [
            seat
            for seat in place.seats
            if seat.today is None or seat.today.valid_from is None or seat.today.valid_from <= day
        ]


def _mark_gaps(
    seats: Iterable[Seat], invited: Collection[UUID], addresses: Collection[str]
) -> None:
    taken: set[str] = set()
    for seat in seats:
        if seat.office.id in invited or (seat.email and seat.email in addresses):
            seat.gap = Gap.INVITED
        elif not seat.email:
            seat.gap = Gap.NO_ADDRESS if seat.reader else Gap.VACANT
        elif seat.email in taken:
            seat.gap = Gap.SAME_ADDRESS
        taken.add(seat.email)
