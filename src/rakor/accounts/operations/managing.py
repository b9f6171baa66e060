"""Keeping the accounts of others: opening, roles, closing. Nobody keeps the own one."""

from uuid import UUID

from tortoise.expressions import F

from rakor import journal
from rakor.accounts import queries, rules
from rakor.accounts.models import Account, ApiToken, MailedLink, SignInStep, User
from rakor.accounts.operations.links import mail_link
from rakor.accounts.operations.second import remove_second_steps
from rakor.accounts.operations.signing import account_stream, end_sessions
from rakor.accounts.rules import AccountChanges, AccountFacts, LinkPurpose, Role
from rakor.directory import operations as directory
from rakor.directory.models import Agency
from rakor.directory.queries import agency_by_code, person_by_address
from rakor.errors import Conflict, Moved
from rakor.words import _


async def open_account(facts: AccountFacts, *, by: User) -> Account:
    """Let a person sign in: they get a letter with a link to choose their password.

    Refuses (Forbidden) people outside of the own line and roles that are not theirs to give,
    (Conflict) a person who has an account.
    """
    rules.check_gives(by, facts.role)
    agency = await agency_by_code(facts.agency) if facts.agency else None
    async with journal.transaction() as record:
        person = await person_by_address(facts.email)
        if person is None:
            rules.check_keeps(by, None, agency, None)
            person = await directory.find_or_add_person(facts.email, facts.name, agency, by=by)
        rules.check_keeps(by, person.id, person.agency if person.agency_id else None, None)
        if await Account.filter(person_id=person.id).exists():
            raise Conflict(_("Orang ini sudah mempunyai akun."))
        account = await Account.create(person=person, role=facts.role)
        await record.entry(
            account_stream(account.id),
            "account.created",
            by=by,
            subject=person.id,
            role=facts.role.value,
        )
        await claim_agency(account, by=by)
        await mail_link(account, LinkPurpose.INVITATION, by=by)
    return account


async def claim_agency(account: Account, *, by: User | None) -> None:
    """The agency of an agency admin is kept by its own people from now on."""
    if account.role is not Role.AGENCY_ADMIN or account.person.agency_id is None:
        return
    agency_id = account.person.agency_id
    async with journal.transaction() as record:
        claimed = await Agency.filter(id=agency_id, self_kept=False).update(
            self_kept=True, revision=F("revision") + 1
        )
        if claimed:
            await record.entry(
                directory.DIRECTORY, "agency.claimed", by=by, subject=agency_id, agency=agency_id
            )


async def change_account(
    account_id: UUID, changes: AccountChanges, *, revision: int | None = None, by: User
) -> Account:
    """Another role, or closed, or open again. Closing ends sessions and tokens at once.

    Refuses (Forbidden) the own account and those outside of the own line, (Conflict) to leave the
    installation without an admin.
    """
    account = await _kept(account_id, by)
    if changes.role is not None and changes.role is not account.role:
        rules.check_gives(by, changes.role)
    async with journal.transaction():
        account = await _locked(account_id, account)
        if revision is not None and revision != account.revision:
            raise Moved(
                _("Sementara itu data ini sudah diubah. Muat ulang, lalu ulangi perubahan Anda."),
                revision=account.revision,
            )
        if changes.role is not None and changes.role is not account.role:
            await set_role(account, changes.role, by=by)
        if changes.active is False and account.active:
            await _close(account, by)
        elif changes.active and not account.active:
            await _reopen(account, by)
    return account


async def set_role(account: Account, role: Role, *, by: User | None) -> None:
    """Give another role, in the caller's transaction and after its guards.

    Refuses (Conflict) to take it from the last admin.
    """
    if role is not Role.ADMIN:
        await check_not_last(account)
    async with journal.transaction() as record:
        before, account.role = account.role, role
        account.revision += 1
        await account.save(update_fields=["role", "revision"])
        await record.entry(
            account_stream(account.id),
            "account.role_changed",
            by=by,
            subject=account.person_id,
            before=before.value,
            role=role.value,
        )
        await claim_agency(account, by=by)


async def check_not_last(account: Account) -> None:
    """Refuses (Conflict) to lose the last admin who can sign in."""
    if await is_last_admin(account):
        raise Conflict(_("Ini admin terakhir. Angkat admin lain dahulu."))


async def is_last_admin(account: Account) -> bool:
    """Whether nobody else keeps the whole installation; asked with all of them locked."""
    if account.role is not Role.ADMIN or not account.active:
        return False
    return all(each.id == account.id for each in await _locked_admins())


async def _locked_admins() -> list[Account]:
    """All admins, locked in one order, so that two who change each other do not wait for ever."""
    admins = Account.filter(role=Role.ADMIN, active=True)
    return await admins.order_by("id").select_for_update()


async def _close(account: Account, by: User) -> None:
    await check_not_last(account)
    async with journal.transaction() as record:
        account.active, account.revision = False, account.revision + 1
        await account.save(update_fields=["active", "revision"])
        await end_sessions(account)
        await ApiToken.filter(account_id=account.id).delete()
        await MailedLink.filter(account_id=account.id).delete()
        await SignInStep.filter(account_id=account.id).delete()
        await record.entry(
            account_stream(account.id), "account.closed", by=by, subject=account.person_id
        )


async def _reopen(account: Account, by: User) -> None:
    async with journal.transaction() as record:
        account.active, account.revision = True, account.revision + 1
        await account.save(update_fields=["active", "revision"])
        await record.entry(
            account_stream(account.id), "account.reopened", by=by, subject=account.person_id
        )


async def invite_again(account_id: UUID, *, by: User) -> Account:
    """Mail a new link to choose a password. Refuses (Conflict) a closed account."""
    account = await _kept(account_id, by)
    if not account.active:
        raise Conflict(_("Akun ini ditutup. Buka kembali dahulu."))
    await mail_link(account, LinkPurpose.INVITATION, by=by)
    return account


async def sign_out_account(account_id: UUID, *, by: User) -> int:
    """Whoever is signed in to that account is out; tells in how many browsers."""
    account = await _kept(account_id, by)
    async with journal.transaction() as record:
        count = await end_sessions(account)
        await record.entry(
            account_stream(account.id),
            "account.signed_out",
            by=by,
            subject=account.person_id,
            count=count,
        )
    return count


async def remove_second(account_id: UUID, *, by: User) -> Account:
    """Somebody lost phone and codes: only the password counts again, and no browser is in."""
    account = await _kept(account_id, by)
    async with journal.transaction() as record:
        await remove_second_steps(account)
        await record.entry(
            account_stream(account.id),
            "account.second_steps_removed",
            by=by,
            subject=account.person_id,
        )
    return account


async def _kept(account_id: UUID, by: User) -> Account:
    """An account that is theirs to change; NotFound and Forbidden otherwise."""
    account = await queries.find_account(account_id, to=by)
    agency = account.person.agency if account.person.agency_id else None
    rules.check_keeps(by, account.person_id, agency, account.role)
    return account


async def _locked(account_id: UUID, seen: Account) -> Account:
    """The account as it is now, with the person that was loaded before."""
    if seen.role is Role.ADMIN:
        await _locked_admins()
    account = await Account.filter(id=account_id).select_for_update().get()
    account.person = seen.person
    return account
