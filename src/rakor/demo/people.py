"""Who takes part in a scenario: agencies, people with their offices, and those who may sign in."""

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from rakor.accounts import operations as accounts
from rakor.accounts.models import Account, User
from rakor.demo.story import Figure, Story
from rakor.directory import operations as directory
from rakor.directory import queries
from rakor.directory.models import Agency, Office, OfficeHolder, Person
from rakor.directory.rules import ACTING, AgencyKind, OfficeChanges, OfficeFacts, PersonFacts
from rakor.errors import Invalid
from rakor.words import _


class Cast:
    """The people of a scenario by their keys, and the offices that they are invited as."""

    def __init__(self) -> None:
        self._figures: dict[str, Figure] = {}
        self._people: dict[str, Person] = {}
        self._accounts: dict[UUID, Account] = {}
        self._offices: dict[UUID, UUID] = {}

    def user(self, key: str) -> User:
        """Somebody as the actor of an operation. Refuses (Invalid) a key nobody has."""
        person = self.person(key)
        account = self._accounts.get(person.id)
        return User.of(account) if account else User.guest(person)

    def person(self, key: str) -> Person:
        if key not in self._people:
            raise Invalid(_("Skenario ini tidak mengenal {key}.").format(key=key))
        return self._people[key]

    def office_of(self, person: Person) -> UUID | None:
        """The office in which somebody is invited, if they hold one."""
        return self._offices.get(person.id)

    def of(self, agency: str) -> list[str]:
        """The keys of everybody of an agency."""
        return [key for key, figure in self._figures.items() if figure.agency == agency]

    def add(self, figure: Figure, person: Person) -> None:
        self._figures[figure.key], self._people[figure.key] = figure, person

    async def know(self, figures: Iterable[Figure]) -> None:
        """Look up people who are there already, with their offices and accounts."""
        by_email = {figure.email: figure for figure in figures}
        for person in await Person.filter(email__in=list(by_email)).select_related("agency"):
            self.add(by_email[person.email or ""], person)
        ids = [person.id for person in self._people.values()]
        for account in await Account.filter(person_id__in=ids).select_related("person__agency"):
            self._accounts[account.person_id] = account
        for holder in await OfficeHolder.filter(person_id__in=ids).order_by("valid_from"):
            self._offices[holder.person_id] = holder.office_id


async def settle(story: Story, since: date) -> Cast:
    """Put agencies, people and offices of a scenario into the directory; what is known stays."""
    await _agencies(story)
    cast = Cast()
    await cast.know(story.people)
    for figure in story.people:
        person = await _person(cast, figure)
        if figure.office and cast.office_of(person) is None:
            await _office(figure, person, since)
        if figure.role is not None and cast.user(figure.key).account_id is None:
            await accounts.create_account(person, figure.role, story.password)
    await cast.know(story.people)
    return cast


async def _agencies(story: Story) -> None:
    codes = [facts.code for facts in story.agencies]
    known = {agency.code for agency in await Agency.filter(code__in=codes)}
    for facts in story.agencies:
        if facts.code not in known:
            await directory.add_agency(facts, by=None)


async def _person(cast: Cast, figure: Figure) -> Person:
    try:
        return cast.person(figure.key)
    except Invalid:
        facts = PersonFacts(
            name=figure.name,
            prefix_titles=figure.before,
            suffix_titles=figure.after,
            email=figure.email,
            nip=figure.nip,
            agency=figure.agency,
        )
        person = await directory.add_person(facts, by=None)
        cast.add(figure, person)
        return person


async def _office(figure: Figure, person: Person, since: date) -> None:
    """The office somebody holds since the beginning of the year of the event."""
    office = await Office.get_or_none(title=figure.office, agency__code=figure.agency)
    later: date | None = None
    if office is None:
        office, later = await _under_another_title(figure, since)
    if office is None:
        facts = OfficeFacts(title=figure.office, agency=figure.agency, level=figure.level)
        office = await directory.add_office(facts, by=None)
    acting = figure.holding in ACTING
    until = later - timedelta(days=1) if later else None
    if acting and until is None:
        # Long enough that the office is not vacant in a meeting of today either.
        until = date(queries.today().year + 1, 12, 31)
    await directory.appoint(
        office.id,
        person.id,
        figure.holding,
        since=since,
        until=until,
        decree_number=f"800.1.11.1/001/{since.year}" if acting else "",
        by=None,
    )


async def _under_another_title(figure: Figure, since: date) -> tuple[Office | None, date | None]:
    """The same seat of a region in another scenario, and when its later holder began.

    A BKD of 2012 is the BKPSDM of 2020: the office got another title, it did not get company.
    """
    kind = queries.kind_of(figure.office, await queries.office_kinds())
    office = await Office.filter(
        kind_id=kind.id if kind else None,
        agency__code=figure.agency,
        agency__kind__in=[AgencyKind.REGENCY, AgencyKind.CITY, AgencyKind.REGIONAL_AGENCY],
    ).first()
    if kind is None or office is None:
        return None, None
    begun = [held.valid_from or since for held in await queries.appointments(office)]
    if since in begun:
        return None, None
    if max(begun, default=since) > since:
        return office, min(day for day in begun if day > since)
    return await directory.change_office(
        office.id, OfficeChanges(title=figure.office), by=None
    ), None
