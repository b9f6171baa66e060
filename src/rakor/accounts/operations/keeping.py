"""Accounts: who may sign in, in which role, and the first of them all."""

from rakor import journal
from rakor.accounts import queries, rules
from rakor.accounts.models import Account, User
from rakor.accounts.operations.managing import check_not_last, claim_agency
from rakor.accounts.operations.passwords import hashed
from rakor.accounts.operations.signing import account_stream, end_sessions
from rakor.accounts.rules import FirstRun, Role
from rakor.directory import operations as directory
from rakor.directory.models import Agency, Person
from rakor.directory.queries import agency_by_code, known_agencies
from rakor.directory.rules import AgencyFacts
from rakor.errors import Conflict, Invalid
from rakor.web.reading import checked
from rakor.words import _


async def create_account(
    person: Person, role: Role, password: str = "", *, by: User | None = None
) -> Account:
    """Let a person sign in. A person who has an account gets the new role and password instead."""
    stored = await _stored(password)
    return await _let_in(person, role, stored, by=by)


async def _stored(password: str) -> str:
    """What is kept of a password; made before the transaction, as it takes its time."""
    if not password:
        return ""
    rules.check_password(password)
    return await hashed(password)


async def _let_in(person: Person, role: Role, stored: str, *, by: User | None = None) -> Account:
    if not person.email:
        raise Invalid.field("email", _("Akun memerlukan alamat surel."))
    async with journal.transaction() as record:
        account, made = await Account.get_or_create(
            defaults={"role": role, "password": stored}, person=person
        )
        account.person = person
        if not made:
            if role is not Role.ADMIN:
                await check_not_last(account)
            account.role, account.active = role, True
            account.password = stored or account.password
            account.revision += 1
            await account.save()
            await end_sessions(account)
        kind = "account.created" if made else "account.changed"
        await record.entry(
            account_stream(account.id), kind, by=by, subject=person.id, role=role.value
        )
        await claim_agency(account, by=by)
    return account


async def register_account(
    email: str, name: str, agency_code: str, role: Role, password: str = ""
) -> Account:
    """An account from the command line; an address that is known becomes that person's account.

    The first account may name an agency that is not there yet, which is then made; later a code
    that is unknown is a spelling mistake (Invalid).
    """
    stored = await _stored(password)
    async with journal.transaction():
        agency = await _agency(agency_code)
        person = await directory.find_or_add_person(email, name, agency)
        if person.agency_id != agency.id:
            person.agency, person.revision = agency, person.revision + 1
            await person.save()
        return await _let_in(person, role, stored)


async def _agency(code: str) -> Agency:
    known = (await known_agencies([code])).get(code)
    if known is None and not await queries.anyone():
        return await directory.add_agency(
            checked(AgencyFacts, {"code": code, "name": code}), by=None
        )
    return known or await agency_by_code(code)


async def found(facts: FirstRun) -> Account:
    """The first run: the agency, its admin and their zone. Refuses (Conflict) a second one."""
    rules.check_password(facts.password)
    # Asked before the password is hashed, which takes its time: this door is open to everybody.
    if await queries.anyone():
        raise Conflict(_("Rakor ini sudah disiapkan. Silakan masuk."))
    stored = await hashed(facts.password)
    async with journal.transaction() as record:
        # The entry locks the stream, so of two who come at once the second sees the first.
        await record.entry(directory.DIRECTORY, "installation.founded", by=None)
        if await queries.anyone():
            raise Conflict(_("Rakor ini sudah disiapkan. Silakan masuk."))
        agency = await Agency.get_or_none(code=facts.agency_code)
        if agency is None:
            agency = await directory.add_agency(
                AgencyFacts(
                    code=facts.agency_code,
                    name=facts.agency_name,
                    kind=facts.agency_kind,
                    timezone=facts.timezone,
                ),
                by=None,
            )
        person = await directory.find_or_add_person(facts.email, facts.name, agency)
        person.agency, person.timezone = agency, facts.timezone
        await person.save()
        account = await Account.create(person=person, role=Role.ADMIN, password=stored)
        await record.entry(
            account_stream(account.id),
            "account.created",
            by=person,
            subject=person.id,
            role=account.role.value,
        )
    return account
