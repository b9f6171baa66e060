"""Whom somebody means who typed a name or an address into a form."""

from tortoise.expressions import Q

from rakor.directory.models import Agency, Person
from rakor.directory.queries.people import look_up, people, person_by_address
from rakor.directory.rules import Reader
from rakor.errors import Invalid
from rakor.words import _

# Between the name and the address in what a form suggests.
MARK = " · "


def person_label(person: Person) -> str:
    """`Dr. Siti Aminah · siti@bkn.go.id`: what a form suggests, and understands again."""
    return f"{person.full_name}{MARK}{person.email}" if person.email else person.name


async def person_options(
    user: Reader, q: str, agency: Agency | None, limit: int
) -> list[tuple[str, str]]:
    """People whom a form suggests, as (what to fill in, the name of their agency)."""
    rows, _total = await look_up(user, q.replace(MARK.strip(), " "), agency, limit=limit)
    return [(person_label(row), row.agency.name if row.agency else "") for row in rows]


async def person_meant(user: Reader, text: str, field: str = "person") -> Person:
    """The person whom somebody means. Refuses (Invalid) an unknown one, and a name of several."""
    said = text.strip()
    address = said.rpartition(MARK)[2].strip()
    if "@" in address:
        known = await person_by_address(address)
        rows = await people(user).filter(id=known.id) if known else []
    else:
        rows = await people(user).filter(_named(said)).limit(2)
    if not rows:
        raise Invalid.field(
            field, _("Orang ini tidak ditemukan. Ketik nama atau surelnya, lalu pilih dari daftar.")
        )
    if len(rows) > 1:
        raise Invalid.field(field, _("Beberapa orang bernama demikian. Tulis alamat surelnya."))
    return rows[0]


async def _with_address(address: str) -> Q:
    known = await person_by_address(address)
    return Q(id=known.id) if known else Q(email=address)


def _named(said: str) -> Q:
    """People of that name, whether it was typed with titles or without."""
    bare = said.partition(",")[0]
    words = bare.split()
    while len(words) > 1 and words[0].endswith("."):
        words = words[1:]
    names = {said, bare.strip(), " ".join(words)}
    return Q(*(Q(name__iexact=name) for name in names), join_type=Q.OR)
