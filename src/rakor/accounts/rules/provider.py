"""Signing in by another provider (OpenID Connect): what of its claims counts here, and how."""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from rakor.accounts.rules.rights import Role
from rakor.errors import Forbidden, RakorError
from rakor.words import N_, _

# Signatures with a key that only the provider has; HS256 and `none` prove nothing to us.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384")


class ProviderAway(RakorError):
    """The other provider cannot be reached or says what it may not say."""

    status = 502
    code = "provider-away"
    title = N_("Penyedia akun tidak dapat dihubungi")


@dataclass(frozen=True, slots=True)
class ClaimMap:
    """What an operator said about the claims: which one holds the agency, which one the role."""

    agency: str = ""
    role: str = ""
    roles: Mapping[str, Role] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Identity:
    """Whom the provider vouches for, and what it says about them."""

    issuer: str
    subject: str
    email: str = ""
    email_verified: bool = False
    name: str = ""
    agency: str | None = None
    role: Role | None = None


def read_roles(said: str) -> dict[str, Role]:
    """`rakor-admin=admin, staf=organizer`: which value of the claim gives which role.

    The order counts: of several values that somebody has, the first in this list decides. A role
    that is not written here is never given by the provider, `admin` least of all. Refuses
    (ProviderAway) a role that does not exist.
    """
    found: dict[str, Role] = {}
    for part in filter(None, (part.strip() for part in said.split(","))):
        value, _equals, role = (piece.strip() for piece in part.rpartition("="))
        if role not in set(Role):
            raise ProviderAway(
                _("RAKOR_OIDC_ROLES menyebut peran yang tidak ada: {role}").format(role=role)
            )
        found[value] = Role(role)
    return found


def is_answer_to(
    claims: Mapping[str, Any], client: str, *, nonce: str, access: str, signed: str
) -> bool:
    """Whether an ID token answers our question (OpenID Connect Core 1.0 section 3.1.3.7).

    Beyond what every signed token must say (issuer, audience, times): the nonce of this browser's
    question, that it was made for us where it names others too, and the access token beside it.
    `signed` is the algorithm of its signature, whose hash `at_hash` is made with.
    """
    others = [each for each in _many(claims.get("aud")) if each != client]
    made_for = claims.get("azp")
    if (others or made_for) and made_for != client:
        return False
    if not isinstance(claims.get("amr") or [], list):
        return False
    if not isinstance(claims.get("auth_time") or 0, int | float):
        return False
    said = claims.get("nonce")
    if not isinstance(said, str) or not hmac.compare_digest(said.encode(), nonce.encode()):
        return False
    proof = claims.get("at_hash")
    if not proof or not access:
        return True
    whole = hashlib.new(f"sha{signed[2:]}", access.encode()).digest()
    half = base64.urlsafe_b64encode(whole[: len(whole) // 2]).rstrip(b"=")
    return isinstance(proof, str) and hmac.compare_digest(proof.encode(), half)


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def identity_of(claims: Mapping[str, Any], wish: ClaimMap) -> Identity:
    """The claims of a verified ID token as far as they matter here.

    Refuses (Forbidden) a token without a subject.
    """
    subject = claims.get("sub")
    if not isinstance(subject, str) or not 1 <= len(subject) <= 255:
        raise Forbidden(_("Penyedia akun tidak menyebut siapa Anda."))
    email = claims.get("email")
    name = claims.get("name") or claims.get("preferred_username") or ""
    agency = claims.get(wish.agency) if wish.agency else None
    return Identity(
        issuer=str(claims["iss"]),
        subject=subject,
        email=email.strip().lower() if isinstance(email, str) else "",
        # Only a true one: some providers say "false" as a word.
        email_verified=claims.get("email_verified") is True,
        name=name.strip() if isinstance(name, str) else "",
        agency=agency.strip() if isinstance(agency, str) else None,
        role=_role_of(claims.get(wish.role) if wish.role else None, wish.roles),
    )


def _role_of(said: Any, roles: Mapping[str, Role]) -> Role | None:
    values = {said} if isinstance(said, str) else set()
    if isinstance(said, list):
        values = {value for value in said if isinstance(value, str)}
    return next((role for value, role in roles.items() if value in values), None)


def check_address(url: Any, issuer: str, hosts: str = "") -> str:
    """An address that the provider named, if it is one we may call.

    Refuses (ProviderAway) another host than the issuer's and those the operator listed, and plain
    HTTP unless the issuer itself is reached by it (a trial on this machine).
    """
    home, there = urlsplit(issuer), urlsplit(url if isinstance(url, str) else "")
    known = {home.netloc, *(host.strip() for host in hosts.split(",") if host.strip())}
    if there.scheme not in {"https", home.scheme} or there.netloc not in known:
        raise ProviderAway(_("Penyedia akun menunjuk alamat yang tidak dipercaya."))
    return str(url)
