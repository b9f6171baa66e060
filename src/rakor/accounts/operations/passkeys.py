"""Passkeys (W3C WebAuthn): a key on a device, opened with a finger or a PIN, signs somebody in."""

import asyncio
import base64
from typing import Any
from uuid import UUID

from tortoise.exceptions import IntegrityError

from rakor import journal
from rakor.accounts import rules
from rakor.accounts.models import Passkey, User
from rakor.accounts.operations.passwords import attempt_keys, claim_attempt, forgive
from rakor.accounts.operations.second import check_fresh
from rakor.accounts.operations.signing import Entrance, account_stream, enter
from rakor.accounts.operations.steps import begin_step, find_step, take_step
from rakor.accounts.rules import StepKind
from rakor.errors import Conflict, Forbidden, Invalid, NotFound
from rakor.settings import settings
from rakor.web.addresses import neighbourhood
from rakor.words import _

Json = dict[str, Any]

NAME = "Rakor"
TRIES = 20  # passkeys begun in ten minutes; five times as many behind one address


def passkeys_offered() -> bool:
    """Whether browsers offer passkeys at this installation's address at all."""
    return rules.passkey_place(settings().public_url) is not None


def _place() -> tuple[str, str]:
    place = rules.passkey_place(settings().public_url)
    if place is None:
        raise Conflict(_("Alamat Rakor ini tidak mendukung kunci sandi."))
    return place


async def begin_passkey(*, by: User) -> tuple[Json, str]:
    """What a browser needs to make a passkey, and the secret of this step.

    Refuses (Stale) who signed in long ago, and (Conflict) more keys than anybody has.
    """
    account = await check_fresh(by)
    known = await Passkey.filter(account_id=account.id)
    if len(known) >= rules.PASSKEYS:
        raise Conflict(_("Hapus dahulu kunci sandi yang tidak dipakai lagi."))
    place = _place()
    options = await asyncio.to_thread(_creation, place[0], by, account.id, known)
    step = await begin_step(StepKind.NEW_PASSKEY, account, challenge=options["challenge"])
    return options, step


def _creation(rp_id: str, by: User, account_id: UUID, known: list[Passkey]) -> Json:
    import webauthn
    from webauthn.helpers import structs

    return webauthn.helpers.options_to_json_dict(
        webauthn.generate_registration_options(
            rp_id=rp_id,
            rp_name=NAME,
            # The handle tells a found device nothing about its owner (section 14.6.1).
            user_id=account_id.bytes,
            user_name=by.person.email or by.full_name,
            user_display_name=by.full_name,
            exclude_credentials=[
                structs.PublicKeyCredentialDescriptor(id=_bytes(key.credential)) for key in known
            ],
            authenticator_selection=structs.AuthenticatorSelectionCriteria(
                resident_key=structs.ResidentKeyRequirement.REQUIRED,
                user_verification=structs.UserVerificationRequirement.REQUIRED,
            ),
        )
    )


async def add_passkey(secret: str, credential: Json, name: str, *, by: User) -> Passkey:
    """Keep the public half of a new passkey.

    Refuses (Invalid) what was not made here and now, (Conflict) a key that is kept already.
    """
    account = await check_fresh(by)
    step = await find_step(StepKind.NEW_PASSKEY, secret)
    if step.account_id != account.id:
        raise Forbidden(_("Langkah ini sudah berakhir. Mulai masuk dari awal."))
    await take_step(step)
    made = await asyncio.to_thread(_verified_new, credential, str(step.data["challenge"]))
    if made is None:
        raise Invalid.field("credential", _("Kunci sandi ini tidak dapat diperiksa. Coba lagi."))
    try:
        async with journal.transaction() as record:
            key = await Passkey.create(account=account, name=name, **made)
            await record.entry(
                account_stream(account.id),
                "account.passkey_added",
                by=by,
                subject=account.person_id,
                name=name,
            )
    except IntegrityError:
        raise Conflict(_("Kunci sandi ini sudah terpasang.")) from None
    return key


def _verified_new(credential: Json, challenge: str) -> Json | None:
    import webauthn
    from webauthn.helpers.exceptions import WebAuthnException

    rp_id, origin = _place()
    try:
        made = webauthn.verify_registration_response(
            credential=credential,
            expected_challenge=_bytes(challenge),
            expected_rp_id=rp_id,
            expected_origin=origin,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, TypeError, KeyError):
        return None
    return {
        "credential": _text(made.credential_id),
        "public_key": made.credential_public_key,
        "sign_count": made.sign_count,
    }


async def remove_passkey(key_id: UUID, *, by: User) -> None:
    """A passkey of one's own signs nobody in any more. Refuses (NotFound) those of others."""
    account = await check_fresh(by)
    async with journal.transaction() as record:
        if not await Passkey.filter(id=key_id, account_id=account.id).delete():
            raise NotFound(_("Kunci sandi ini sudah dihapus."))
        await record.entry(
            account_stream(account.id), "account.passkey_removed", by=by, subject=account.person_id
        )


async def ask_passkey(*, address: str) -> tuple[Json, str]:
    """What a browser needs to show a passkey, whoever's it is, and the secret of this step."""
    place = _place()
    await claim_attempt(attempt_keys("passkey-begun", "", neighbourhood(address), TRIES))
    options = await asyncio.to_thread(_request, place[0])
    return options, await begin_step(StepKind.PASSKEY, challenge=options["challenge"])


def _request(rp_id: str) -> Json:
    import webauthn
    from webauthn.helpers import structs

    return webauthn.helpers.options_to_json_dict(
        webauthn.generate_authentication_options(
            rp_id=rp_id, user_verification=structs.UserVerificationRequirement.REQUIRED
        )
    )


async def sign_in_by_passkey(
    secret: str, credential: Json, *, address: str, agent: str = "", after: str = "/"
) -> Entrance:
    """Let in whoever holds a passkey and opened it: two things shown at once.

    Refuses (Forbidden) alike a key that is unknown, of a closed account, or not shown here.
    """
    step = await find_step(StepKind.PASSKEY, secret)
    await take_step(step)
    attempt = await claim_attempt(attempt_keys("passkey", "", neighbourhood(address)))
    key = await _key_of(credential)
    count = None
    if key is not None and key.account.active:
        count = await asyncio.to_thread(
            _verified, credential, str(step.data["challenge"]), key.public_key, key.sign_count
        )
    if key is None or count is None:
        raise Forbidden(_("Kunci sandi ini tidak dikenal."))
    await forgive(attempt)
    async with journal.transaction() as record:
        await Passkey.filter(id=key.id).update(sign_count=count, last_used_at=record.at)
        return await enter(key.account, "passkey", agent=agent, after=after, proven=True)


async def _key_of(credential: Json) -> Passkey | None:
    """The passkey that was shown, if the handle beside it is of the same account."""
    said = credential.get("id")
    if not isinstance(said, str):
        return None
    key = await Passkey.get_or_none(credential=said[:1400]).select_related("account__person")
    response = credential.get("response")
    handle = response.get("userHandle") if isinstance(response, dict) else None
    if key is None or handle != _text(key.account_id.bytes):
        return None
    return key


def _verified(credential: Json, challenge: str, public_key: bytes, count: int) -> int | None:
    import webauthn
    from webauthn.helpers.exceptions import WebAuthnException

    rp_id, origin = _place()
    try:
        shown = webauthn.verify_authentication_response(
            credential=credential,
            expected_challenge=_bytes(challenge),
            expected_rp_id=rp_id,
            expected_origin=origin,
            credential_public_key=bytes(public_key),
            credential_current_sign_count=count,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, TypeError, KeyError):
        return None
    return shown.new_sign_count


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")
