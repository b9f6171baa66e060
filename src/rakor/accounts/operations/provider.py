"""Signing in by another provider: OpenID Connect Core 1.0, code flow with PKCE (RFC 7636)."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Mapping
from urllib.parse import urlencode

from tortoise.exceptions import IntegrityError

from rakor import journal
from rakor.accounts import rules
from rakor.accounts.models import Account, ProviderSubject
from rakor.accounts.operations import calls
from rakor.accounts.operations.managing import is_last_admin, set_role
from rakor.accounts.operations.passwords import attempt_keys, claim_attempt, forgive
from rakor.accounts.operations.signing import Entrance, account_stream, enter
from rakor.accounts.operations.steps import begin_step, find_step, take_step
from rakor.accounts.rules import ClaimMap, Identity, ProviderAway, Role, StepKind
from rakor.directory import operations as directory
from rakor.directory.models import Agency
from rakor.directory.queries import person_by_address
from rakor.errors import Forbidden
from rakor.settings import settings
from rakor.web.addresses import neighbourhood
from rakor.words import _

SCOPES = "openid email profile"
CALLBACK = "/sign-in/oidc/callback"
TRIES = 20  # visits to the provider begun in ten minutes; five times as many behind one address


def provider_name() -> str:
    """What the button calls the provider; "" when none is set up."""
    setting = settings()
    return (setting.oidc_name or "SSO") if setting.oidc_issuer else ""


async def begin_provider(*, address: str, after: str = "/") -> tuple[str, str]:
    """Where to send somebody who wants to sign in at the provider, and the secret of this step."""
    await claim_attempt(attempt_keys("provider-begun", "", neighbourhood(address), TRIES))
    told = await calls.discovered()
    state, nonce, verifier = (secrets.token_urlsafe(32) for _n in range(3))
    step = await begin_step(
        StepKind.PROVIDER, state=state, nonce=nonce, verifier=verifier, next=after[:500]
    )
    question = {
        "response_type": "code",
        "client_id": settings().oidc_client_id,
        "redirect_uri": settings().public_url + CALLBACK,
        "scope": SCOPES,
        "state": state,
        "nonce": nonce,
        "code_challenge": _challenge(verifier),
        "code_challenge_method": "S256",
    }
    way = told.authorization_endpoint
    return f"{way}{'&' if '?' in way else '?'}{urlencode(question)}", step


async def finish_provider(
    secret: str, said: Mapping[str, str], *, address: str, agent: str = ""
) -> Entrance:
    """Let in whoever comes back from the provider with its word for who they are.

    Refuses (Forbidden) an answer to a question that this browser did not ask, a person the
    provider does not vouch for, an agency nobody knows here; (ProviderAway) what cannot be
    verified.
    """
    attempt = await claim_attempt(attempt_keys("provider", "", neighbourhood(address)))
    step = await find_step(StepKind.PROVIDER, secret)
    await take_step(step)
    if not hmac.compare_digest(str(step.data["state"]).encode(), said.get("state", "").encode()):
        raise Forbidden(_("Langkah ini sudah berakhir. Mulai masuk dari awal."))
    # RFC 9207: the answer of another provider is not taken for that of ours.
    if said.get("iss", settings().oidc_issuer) != settings().oidc_issuer:
        raise ProviderAway(_("Jawaban penyedia akun tidak dapat diperiksa."))
    if "code" not in said:
        raise Forbidden(_("Penyedia akun tidak mengizinkan Anda masuk."))
    claims = await calls.claims_for(
        said["code"],
        verifier=str(step.data["verifier"]),
        nonce=str(step.data["nonce"]),
        redirect_uri=settings().public_url + CALLBACK,
        wanted=[name for name in ("email", *_claim_names()) if name],
    )
    identity = rules.identity_of(claims, _claim_map())
    account = await account_for(identity)
    await forgive(attempt)
    return await enter(account, "provider", agent=agent, after=str(step.data["next"]))


def _challenge(verifier: str) -> str:
    """What the provider compares the verifier with (S256, RFC 7636 section 4.2)."""
    made = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(made).rstrip(b"=").decode()


def _claim_names() -> tuple[str, str]:
    return settings().oidc_agency_claim, settings().oidc_role_claim


def _claim_map() -> ClaimMap:
    agency, role = _claim_names()
    return ClaimMap(agency, role, rules.read_roles(settings().oidc_roles))


async def account_for(identity: Identity) -> Account:
    """Whose account the provider speaks of: by its subject, else by a verified address.

    A person whom nobody invited yet gets an account as a participant where the provider names the
    agency. What the provider says about agency and role holds again at each sign-in; a role it
    does not name stays.
    """
    agency = await _agency(identity)
    try:
        async with journal.transaction():
            account = await _known(identity) or await _linked(identity, agency)
            if not account.active:
                raise Forbidden(_("Akun Anda di Rakor ditutup. Hubungi admin instansi Anda."))
            if agency is not None and account.person.agency_id != agency.id:
                await _move(account, agency)
            other = identity.role is not None and identity.role is not account.role
            # Whatever a provider says, somebody is left who can mend it.
            if other and identity.role and not await is_last_admin(account):
                await set_role(account, identity.role, by=None)
    except IntegrityError:
        # The same person came twice at once; the other was first.
        found = await _known(identity)
        if found is None:
            raise
        return found
    return account


async def _agency(identity: Identity) -> Agency | None:
    if not identity.agency:
        return None
    agency = await Agency.get_or_none(code=identity.agency).select_related("merged_into")
    if agency is None:
        raise Forbidden(
            _("Instansi {code} dari penyedia akun tidak dikenal di Rakor. Hubungi admin.").format(
                code=identity.agency[:60]
            )
        )
    return agency.merged_into or agency


async def _known(identity: Identity) -> Account | None:
    found = (
        await ProviderSubject.filter(issuer=identity.issuer, subject=identity.subject)
        .select_related("account__person__agency")
        .first()
    )
    return found.account if found else None


async def _linked(identity: Identity, agency: Agency | None) -> Account:
    """The account of the person with this address, from now on found by the subject."""
    if not identity.email or not identity.email_verified:
        raise Forbidden(_("Penyedia akun belum memeriksa alamat surel Anda."))
    person = await person_by_address(identity.email)
    if person is None and agency is None:
        raise Forbidden(_("Belum ada akun untuk alamat ini. Hubungi admin instansi Anda."))
    if person is None:
        name = identity.name or identity.email.partition("@")[0]
        person = await directory.find_or_add_person(identity.email, name, agency)
    account = await Account.get_or_none(person_id=person.id).select_related("person__agency")
    if account is not None and not account.active:
        # A closed account is linked to nobody.
        return account
    async with journal.transaction() as record:
        if account is None:
            account = await Account.create(person=person, role=Role.PARTICIPANT)
            await record.entry(
                account_stream(account.id),
                "account.created",
                by=None,
                subject=person.id,
                role=account.role.value,
            )
        await ProviderSubject.create(
            account=account, issuer=identity.issuer, subject=identity.subject
        )
        await record.entry(
            account_stream(account.id),
            "account.linked",
            by=person,
            subject=person.id,
            issuer=identity.issuer,
        )
    return account


async def _move(account: Account, agency: Agency) -> None:
    """The provider says that somebody works elsewhere now."""
    person = account.person
    async with journal.transaction() as record:
        person.agency, person.revision = agency, person.revision + 1
        await person.save(update_fields=["agency_id", "revision"])
        await record.entry(
            directory.DIRECTORY,
            "person.changed",
            by=None,
            subject=person.id,
            person=person.id,
            changed=["agency"],
        )
