"""The second step: a code of an authenticator app (RFC 6238), or one kept for when it is lost."""

import base64
import re
import secrets
from datetime import UTC, datetime

from rakor import journal
from rakor.accounts import queries, rules
from rakor.accounts.models import Account, Passkey, RecoveryCode, Totp, User
from rakor.accounts.operations.passwords import attempt_keys, claim_attempt, forgive
from rakor.accounts.operations.secrets import keyed_digest, seal, unseal
from rakor.accounts.operations.signing import (
    Entrance,
    account_stream,
    end_sessions,
    enter,
    own_session,
)
from rakor.accounts.operations.steps import find_step, take_step
from rakor.accounts.rules import StepKind
from rakor.errors import Conflict, Forbidden, Invalid
from rakor.web.addresses import neighbourhood
from rakor.words import _

ISSUER = "Rakor"
SEAL = "totp"
DIGITS = 6
SIX = re.compile(r"\d{6}")


async def check_fresh(by: User) -> Account:
    """The account of somebody who signed in just now; others are asked to do so again (Stale)."""
    session = await own_session(by)
    rules.check_fresh(session.created_at, datetime.now(UTC))
    return await Account.get(id=session.account_id).select_related("person")


async def begin_app(*, by: User) -> None:
    """Make a new secret for an authenticator app; it counts once a code of it was typed."""
    account = await check_fresh(by)
    if await queries.has_second_step(account.id):
        raise Conflict(_("Aplikasi autentikator sudah terpasang."))
    await Totp.update_or_create(
        defaults={
            "sealed": seal(SEAL, base64.b32encode(secrets.token_bytes(20)).decode()),
            "last_step": 0,
            "confirmed_at": None,
        },
        account=account,
    )


async def app_to_confirm(*, by: User) -> tuple[str, str] | None:
    """The secret to be typed and the address to be scanned; None when there is none to confirm."""
    from cryptography.hazmat.primitives.hashes import SHA1
    from cryptography.hazmat.primitives.twofactor.totp import TOTP

    totp = await Totp.get_or_none(account_id=by.account_id, confirmed_at=None)
    secret = unseal(SEAL, totp.sealed) if totp and by.session else None
    if secret is None:
        return None
    app = TOTP(base64.b32decode(secret), DIGITS, SHA1(), rules.TIME_STEP)  # noqa: S303 - RFC 6238
    return secret, app.get_provisioning_uri(by.person.email or by.full_name, ISSUER)


async def confirm_app(code: str, *, by: User, address: str) -> list[str]:
    """The app shows the right code, so from now on it is asked for; gives the recovery codes.

    Refuses (Invalid) a wrong one, and too many of them (TooMany).
    """
    account = await check_fresh(by)
    totp = await Totp.get_or_none(account_id=account.id, confirmed_at=None)
    if totp is None:
        raise Conflict(_("Aplikasi autentikator sudah terpasang."))
    attempt = await claim_attempt(_keys(account, address))
    if not await _take_code(totp, "".join(code.split())):
        raise Invalid.field("code", _("Kode ini tidak cocok atau sudah dipakai."))
    await forgive(attempt)
    async with journal.transaction() as record:
        await Totp.filter(id=totp.id).update(confirmed_at=record.at)
        codes = await _new_codes(account)
        await record.entry(
            account_stream(account.id), "account.app_added", by=by, subject=account.person_id
        )
    return codes


async def remove_app(*, by: User) -> None:
    """No code is asked for any more; the recovery codes are void with it."""
    account = await check_fresh(by)
    async with journal.transaction() as record:
        if not await Totp.filter(account_id=account.id).delete():
            raise Conflict(_("Aplikasi autentikator tidak terpasang."))
        await RecoveryCode.filter(account_id=account.id).delete()
        await record.entry(
            account_stream(account.id), "account.app_removed", by=by, subject=account.person_id
        )


async def renew_codes(*, by: User) -> list[str]:
    """New recovery codes, shown once, here; the ones before are void."""
    account = await check_fresh(by)
    if not await queries.has_second_step(account.id):
        raise Conflict(_("Aplikasi autentikator tidak terpasang."))
    async with journal.transaction() as record:
        codes = await _new_codes(account)
        await record.entry(
            account_stream(account.id), "account.codes_renewed", by=by, subject=account.person_id
        )
    return codes


async def remove_second_steps(account: Account) -> None:
    """Somebody lost everything but the password: whoever keeps accounts takes the rest away.

    In the caller's transaction, with its guards and its entry.
    """
    await Totp.filter(account_id=account.id).delete()
    await RecoveryCode.filter(account_id=account.id).delete()
    await Passkey.filter(account_id=account.id).delete()
    await end_sessions(account)


async def second_step(secret: str, code: str, *, address: str, agent: str = "") -> Entrance:
    """Let in whoever has made the first step and now types a code of the app or a kept one.

    Refuses (Forbidden) a first step too long ago, (Invalid) a wrong code, (TooMany) many of them.
    """
    step = await find_step(StepKind.SECOND, secret)
    account = step.account
    if account is None:
        raise Forbidden(_("Langkah ini sudah berakhir. Mulai masuk dari awal."))
    attempt = await claim_attempt(_keys(account, address))
    typed = "".join(code.split()).replace("-", "").upper()
    async with journal.transaction() as record:
        totp = await Totp.get_or_none(account_id=account.id, confirmed_at__isnull=False)
        by_app = totp is not None and await _take_code(totp, typed)
        by_kept = not by_app and await _take_kept(account, typed)
        if by_app or by_kept:
            await take_step(step)
            await forgive(attempt)
            if by_kept:
                await record.entry(
                    account_stream(account.id),
                    "account.code_used",
                    by=account.person,
                    subject=account.person_id,
                )
            return await enter(
                account,
                str(step.data.get("via", "")),
                agent=agent,
                after=str(step.data.get("next", "/")),
                proven=True,
            )
    raise Invalid.field("code", _("Kode ini tidak cocok atau sudah dipakai."))


def _keys(account: Account, address: str) -> dict[str, int]:
    # Whoever types a code knows the password: here even its owner waits after a few wrong ones.
    return attempt_keys(
        "code", str(account.id), neighbourhood(address), rules.CODES, of_account=rules.CODES
    )


async def _take_code(totp: Totp, code: str) -> bool:
    """Whether this is a code of now, of the step before or the one after, and not taken before."""
    from cryptography.hazmat.primitives.hashes import SHA1
    from cryptography.hazmat.primitives.twofactor.hotp import HOTP

    secret = unseal(SEAL, totp.sealed)
    if secret is None or not SIX.fullmatch(code) or not code.isascii():
        return False
    now = rules.time_step(datetime.now(UTC))
    app = HOTP(base64.b32decode(secret), DIGITS, SHA1())  # noqa: S303 - RFC 4226, HMAC
    matching = [
        step
        for step in (now - 1, now, now + 1)
        if secrets.compare_digest(app.generate(step), code.encode())
    ]
    # The database decides who was first, when the same code comes twice at once.
    taken = [
        await Totp.filter(id=totp.id, last_step__lt=step).update(last_step=step)
        for step in matching[:1]
    ]
    return taken == [1]


async def _take_kept(account: Account, code: str) -> bool:
    if len(code) != 16:
        return False
    stored = keyed_digest("recovery", f"{account.id}:{code}")
    return bool(await RecoveryCode.filter(account_id=account.id, digest=stored).delete())


async def _new_codes(account: Account) -> list[str]:
    """Ten codes of 80 bits; kept as hashes that say nothing without the installation's key."""
    codes = [
        base64.b32encode(secrets.token_bytes(10)).decode() for _n in range(rules.RECOVERY_CODES)
    ]
    await RecoveryCode.filter(account_id=account.id).delete()
    await RecoveryCode.bulk_create(
        [
            RecoveryCode(
                account_id=account.id, digest=keyed_digest("recovery", f"{account.id}:{code}")
            )
            for code in codes
        ]
    )
    return codes
