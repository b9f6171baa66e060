"""Regions, and a group of offices of which one can be invited and others lack something."""

from rakor.accounts.models import User
from rakor.directory import operations as directory
from rakor.directory.models import Agency, Holiday, Person, Region
from rakor.directory.rules import AgencyFacts, AgencyKind, GroupFacts, OfficeFacts, PersonFacts

# Of the three cities of Kaltim: a holder with an address, a vacancy, and no office at all.
CITIES = (("KOTA-BALIKPAPAN", "Balikpapan", "64.71"), ("KOTA-SAMARINDA", "Samarinda", "64.72"))


async def furnish_groups(admin: User) -> dict[str, str]:
    """All regions, two governments with an inspector's office, and a group for everybody."""
    await directory.load_reference(by=admin)
    for code, name, region in CITIES:
        facts = AgencyFacts(
            code=code,
            name=f"Pemerintah Kota {name}",
            short_name=f"Kota {name}",
            kind=AgencyKind.CITY,
            region=region,
        )
        await directory.add_agency(facts, by=admin)
        title = f"Inspektur Kota {name}"
        await directory.add_office(OfficeFacts(title=title, agency=code), by=admin)
    person = await _inspector(admin)
    agency = await Agency.get(code="KOTA-BALIKPAPAN").prefetch_related("offices")
    await directory.appoint(next(iter(agency.offices)).id, person.id, by=admin)
    group = await directory.save_group(
        GroupFacts(
            name="Inspektur kota se-Kalimantan Timur",
            office_kind="inspektur",
            regions=["64"],
            agency_kinds=[AgencyKind.CITY],
            common=True,
        ),
        by=admin,
    )
    region = await Region.get(code="65")
    holiday = await Holiday.get(day="2026-12-25")
    return {"group": str(group.id), "region": str(region.id), "holiday": str(holiday.id)}


async def _inspector(admin: User) -> Person:
    facts = PersonFacts(
        name="Danurwenda Ginthinga",
        prefix_titles="Dr.",
        suffix_titles="S.E., M.Si.",
        email="danurwenda@balikpapan.example.go.id",
        agency="KOTA-BALIKPAPAN",
    )
    return await directory.add_person(facts, by=admin)
