"""How the documents of agencies look: who may see it, and what a document is printed on."""

from datetime import UTC, datetime
from uuid import UUID

from tortoise.expressions import Q

from rakor.accounts.models import User
from rakor.directory.models import Agency
from rakor.errors import NotFound
from rakor.letters.export import Stationery
from rakor.letters.models import AgencyLook
from rakor.letters.queries.finding import line_of, own_agencies, visible_templates
from rakor.letters.rules import HOUSE_RULE, LetterFont
from rakor.words import _


async def stationery_of(agency: Agency, *, at: datetime | None = None) -> Stationery | None:
    """What an agency printed its documents on at a moment (left out: now), None for the house's.

    An agency without a look of its own prints on the paper of the nearest agency above it, under
    its own name.
    """
    at = at or datetime.now(UTC)
    line = [UUID(part) for part in agency.path.split("/") if part]
    ids = list(dict.fromkeys([*line, agency.id]))
    open_ = Q(used_until=None) | Q(used_until__gt=at)
    rows = await AgencyLook.filter(open_, agency_id__in=ids, used_from__lte=at)
    if not rows:
        return None
    nearest = max(rows, key=lambda row: (ids.index(row.agency_id), row.used_from))
    return paper_of(nearest, own=nearest.agency_id == agency.id)


def paper_of(look: AgencyLook, *, own: bool = True) -> Stationery:
    """A look as values; the words of its kop are only for the agency whose own it is."""
    return Stationery(
        font=look.font,
        size=look.font_size,
        paper=look.paper.value,
        margins=(look.margin_top, look.margin_right, look.margin_bottom, look.margin_left),
        rule=look.rule,
        parent=look.parent_line if own else "",
        name=look.heading if own else "",
        lines=tuple(look.lines) if own else (),
        logo=bytes(look.logo or b""),
        word_logo=bytes(look.word_logo or b""),
    )


async def look_of(agency: Agency) -> AgencyLook:
    """The look an agency uses now, or one to begin with (number 0), which is the house's."""
    used = await AgencyLook.filter(agency_id=agency.id, used_until=None).order_by("-used_from")
    return used[0] if used else new_look(agency)


def new_look(agency: Agency) -> AgencyLook:
    """The house's look, to be changed and not kept yet."""
    return AgencyLook(
        agency=agency,
        number=0,
        font=LetterFont.LIBERTINUS.value,
        font_size=12,
        margin_top=22,
        margin_right=22,
        margin_bottom=24,
        margin_left=25,
        rule=HOUSE_RULE,
    )


async def find_agency(named: str | UUID, *, to: User) -> Agency:
    """An agency whose documents somebody prepares, by its code or key; "" for their own.

    Refuses (Forbidden) whoever prepares no meetings, (NotFound) all outside of their line.
    """
    own = await own_agencies(to)
    for each in own:
        if named in (each.code, each.id) or (not named and each.id == to.agency_id):
            return each
    if named or not own:
        raise NotFound(_("Instansi ini tidak ada, atau dokumennya bukan untuk Anda."))
    return own[0]


async def visible_looks(user: User) -> list[AgencyLook]:
    """The looks in use in somebody's line of agencies, in the order of protocol."""
    visible_templates(user)
    rows = await AgencyLook.filter(line_of(user, "agency__"), used_until=None).select_related(
        "agency"
    )
    return sorted(rows, key=lambda row: (row.agency.precedence, row.agency.name))
