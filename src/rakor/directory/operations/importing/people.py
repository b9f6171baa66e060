"""Rows about people: known by NIP, else by address, else by name and agency."""

from typing import Any
from uuid import UUID

from rakor.database import new_id
from rakor.directory import rules
from rakor.directory.models import Person, PersonEmail
from rakor.directory.operations.guarding import refusal
from rakor.directory.operations.importing.rows import Pace, Row, judging
from rakor.directory.operations.importing.world import World
from rakor.directory.rules import NipKind
from rakor.directory.rules.rows import Masked, PersonRow
from rakor.errors import Invalid
from rakor.words import _

_FIELDS = {"agency_id": "agency"}
_TEXTS = ("prefix_titles", "suffix_titles", "phone", "locale", "timezone")


async def judge(world: World, rows: list[Row], pace: Pace) -> None:
    """Compare every row with whoever it is about."""
    async for row in pace.over(rows):
        row.report.name = row.key("name")
        with judging(row):
            _take(world, row)


def _take(world: World, row: Row) -> None:
    facts, said = row.read(PersonRow)
    agency = world.agency(facts.agency) if facts.agency else None
    nip = "" if isinstance(facts.nip, Masked) or isinstance(said.get("nip"), Masked) else facts.nip
    mask = str(said["nip"]) if isinstance(said.get("nip"), Masked) else ""
    agency_id = agency.id if agency else None
    person = find(world, nip or "", facts.email or "", facts.name, agency_id, mask)
    if person is None and mask:
        raise Invalid.field("nip", _("NIP yang disamarkan tidak dapat menambah orang baru."))
    _check(world, facts, person, nip or "")
    meant = person or world.blank.clone(pk=new_id())
    # Whoever an earlier row was about is found again here, by whatever both rows say.
    if not world.once(row, meant.id, name="nip" if nip else "email" if facts.email else "name"):
        return
    values: dict[str, Any] = {name: getattr(facts, name) for name in said if name in _TEXTS}
    values = {name: value or "" for name, value in values.items()} | {"name": facts.name}
    if "email" in said:
        values["email"] = facts.email
    if "agency" in said:
        values["agency_id"] = agency_id
    if "nip" in said and not mask:
        values["nip"] = nip or ""
    if "nip_kind" in said:
        values["nip_kind"] = facts.nip_kind or NipKind.PNS
    if person is not None and _leads_elsewhere(world, person, values, facts.other_emails):
        raise refusal()
    _write(world, row, meant, values, facts.other_emails)


def _leads_elsewhere(
    world: World, person: Person, values: dict[str, Any], others: list[str]
) -> bool:
    """Whether a row leads letters elsewhere, or somebody to other keepers, whose account others
    keep."""
    if person.id not in world.guarded:
        return False
    known = {person.email, *(each.email for each in world.further[person.id])}
    email = values.get("email", person.email)
    agency_id = values.get("agency_id", person.agency_id)
    return (email, agency_id) != (person.email, person.agency_id) or not known.issuperset(others)


def find(
    world: World,
    nip: str,
    email: str,
    name: str,
    agency_id: UUID | None,
    mask: str = "",
    *,
    elsewhere: bool = False,
) -> Person | None:
    """Whoever is meant; refuses (Invalid) what may mean several, or two at once.

    A name is looked for in the agency, and with `elsewhere` in the others when it is not there.
    """
    by_nip = world.by_nip.get(nip) if nip else None
    by_email = world.by_email.get(email) if email else None
    if by_nip is not None:
        return by_nip
    if by_email is not None:
        if nip and by_email.nip and by_email.nip != nip:
            raise Invalid.field("email", _("Alamat ini tercatat dengan NIP yang lain."))
        return by_email
    if nip or (email and not mask):
        return None
    named = world.by_name.get(name.casefold(), [])
    if mask:
        named = [each for each in named if rules.mask_nip(each.nip) == mask]
    here = [each for each in named if each.agency_id == agency_id]
    if elsewhere and not here:
        here = named
    if len(here) > 1:
        raise Invalid.field(
            "name", _("Lebih dari satu orang bernama ini. Tulis NIP atau surelnya.")
        )
    return here[0] if here else None


def _check(world: World, facts: PersonRow, person: Person | None, nip: str) -> None:
    """Refuses what belongs to somebody else, and people whom somebody else keeps."""
    if person is not None:
        known = person.agency_id
        rules.check_not_erased(person.erased_at)
        rules.check_may_keep(world.by, world.agency_of[known] if known else None)
    if facts.agency:
        rules.check_may_keep(world.by, world.agency(facts.agency))
    if nip or facts.nip_kind:
        kind = facts.nip_kind or (person.nip_kind if person else NipKind.PNS)
        rules.check_nip(nip or (person.nip if person else ""), kind)
    if facts.other_emails:
        main = facts.email or (person.email if person else None)
        rules.addresses_of(main, facts.other_emails)
    for address in filter(None, (facts.email, *facts.other_emails)):
        owner = world.by_email.get(address)
        if owner is not None and (person is None or owner.id != person.id):
            name = "email" if address == facts.email else "other_emails"
            raise Invalid.field(
                name, _("Alamat {email} sudah tercatat pada orang lain.").format(email=address)
            )


def _write(
    world: World, row: Row, person: Person, values: dict[str, Any], others: list[str]
) -> None:
    before = person.email
    world.assign(person, row, values, _FIELDS)
    further = world.further[person.id]
    for each in [each for each in further if each.email == person.email]:
        # A further address that becomes the main one leaves its place to that one.
        if before:
            each.email = before
            world.stock.change(each)
        else:
            further.remove(each)
            world.stock.remove(each)
    known = {person.email, *(each.email for each in further)}
    for address in dict.fromkeys(others):
        if address not in known:
            further.append(PersonEmail(id=new_id(), person_id=person.id, email=address))
            world.stock.add(further[-1])
            world.by_email[address] = person
            world.note_further(row, person, address)
    world.know_person(person)
