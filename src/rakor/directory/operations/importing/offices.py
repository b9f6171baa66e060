"""Rows about offices, each known by its agency and its title."""

from typing import Any

from rakor.database import new_id
from rakor.directory import rules
from rakor.directory.models import Agency, Office, OfficeKind
from rakor.directory.operations.importing.rows import Pace, Row, judging
from rakor.directory.operations.importing.world import World
from rakor.directory.rules.columns import plain
from rakor.directory.rules.rows import OfficeRow
from rakor.errors import Invalid
from rakor.words import _

_FIELDS = {"kind_id": "kind"}


async def judge(world: World, rows: list[Row], pace: Pace) -> None:
    """Compare every row with the office of that title in that agency."""
    phrases = [(phrase, kind) for kind in world.kinds for phrase in (kind.name, *kind.aliases)]
    async for row in pace.over(rows):
        row.report.name = ", ".join(filter(None, (row.key("title"), row.key("agency"))))
        with judging(row):
            agency = world.agency(row.key("agency"))
            if world.once(row, agency.id, plain(row.key("title")), name="title"):
                rules.check_may_keep(world.by, agency)
                _take(world, row, agency, phrases)


def _take(world: World, row: Row, agency: Agency, phrases: list[tuple[str, OfficeKind]]) -> None:
    facts, said = row.read(OfficeRow)
    office = world.offices.get((agency.id, plain(facts.title)))
    values: dict[str, Any] = {name: getattr(facts, name) for name in said if name != "agency"}
    if "email" in values:
        values["email"] = values["email"] or ""
    if "kind" in values:
        word = values.pop("kind")
        values["kind_id"] = _kind(word, phrases).id if word else None
    if office is None:
        office = Office(id=new_id(), agency_id=agency.id, title=facts.title)
        values |= _obvious(world, facts, agency, phrases, values)
        world.offices[agency.id, plain(facts.title)] = office
    elif values.get("precedence", office.precedence) in (None, office.precedence):
        values.pop("precedence", None)
    else:
        values["rank_id"] = None  # a place of its own is off the steps of protocol
    world.assign(office, row, values, _FIELDS)
    row.report.changes = [each for each in row.report.changes if each.field != "rank_id"]


def _kind(word: str, phrases: list[tuple[str, OfficeKind]]) -> OfficeKind:
    said = plain(word)
    for phrase, kind in phrases:
        if said in (plain(phrase), plain(kind.code)):
            return kind
    raise Invalid.field("kind", _("Tidak ada jenis jabatan “{word}”.").format(word=word))


def _obvious(
    world: World,
    facts: OfficeRow,
    agency: Agency,
    phrases: list[tuple[str, OfficeKind]],
    values: dict[str, Any],
) -> dict[str, Any]:
    """Kind, step of protocol and precedence that a new office has by its title and level."""
    asked = (facts.title, facts.level, agency.kind, len(agency.region))
    if asked not in world.obvious:  # the same titles come again and again
        world.obvious[asked] = (
            rules.longest_beginning(facts.title, phrases),
            rules.rank_for(facts.title, facts.level, agency.kind, agency.region, world.ranks),
        )
    kind, rank = world.obvious[asked]
    found: dict[str, Any] = {}
    if "kind_id" not in values:
        found["kind_id"] = kind.id if kind else None
    if facts.precedence is not None:
        return found
    level = rules.LEVEL_PRECEDENCE[facts.level] if facts.level else 1000
    return found | {
        "rank_id": rank.id if rank else None,
        "precedence": rank.position if rank else level,
    }
