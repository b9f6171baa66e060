"""Calls to the provider: to its own addresses only, no redirects, short, and nothing believed."""

import asyncio
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from rakor.accounts import rules
from rakor.accounts.rules import ProviderAway
from rakor.settings import settings
from rakor.web.calling import NotReached, call
from rakor.words import _

Json = dict[str, Any]

TIMEOUT = 10.0  # seconds
KEPT = 3600.0  # seconds that what the provider tells about itself is believed
AGAIN = 60.0  # seconds between looks for keys that are not among those known
LEEWAY = 60  # seconds by which clocks may differ


@dataclass(frozen=True, slots=True)
class Told:
    """What the provider tells about itself (OpenID Connect Discovery 1.0 section 3)."""

    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    userinfo_endpoint: str
    by_post: bool


_told: dict[str, tuple[float, Told]] = {}
_keys: dict[str, tuple[float, Json]] = {}


async def discovered() -> Told:
    """The addresses of the provider. Refuses (ProviderAway) those of other hosts."""
    issuer = settings().oidc_issuer
    if not issuer:
        raise ProviderAway(_("Penyedia akun belum diatur."))
    at, told = _told.get(issuer, (0.0, None))
    if told is not None and time.monotonic() - at < KEPT:
        return told
    said = await _get(issuer.rstrip("/") + "/.well-known/openid-configuration")
    if said.get("issuer") != issuer:
        raise ProviderAway(_("Penyedia akun menyebut dirinya lain dari yang diatur."))
    told = _read(said, issuer)
    _told[issuer] = time.monotonic(), told
    return told


def _read(said: Json, issuer: str) -> Told:
    def ours(name: str) -> str:
        return rules.check_address(said.get(name), issuer, settings().oidc_hosts)

    methods = said.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    return Told(
        authorization_endpoint=ours("authorization_endpoint"),
        token_endpoint=ours("token_endpoint"),
        jwks_uri=ours("jwks_uri"),
        userinfo_endpoint=ours("userinfo_endpoint") if said.get("userinfo_endpoint") else "",
        by_post="client_secret_basic" not in methods,
    )


async def claims_for(
    code: str, *, verifier: str, nonce: str, redirect_uri: str, wanted: Sequence[str]
) -> Json:
    """What the provider says about whoever brought this code; the ID token is verified whole.

    Where it leaves out what is `wanted`, the userinfo is asked (section 5.3), for the same subject.
    """
    told = await discovered()
    answer = await _trade(told, code, verifier, redirect_uri)
    id_token, access = answer.get("id_token"), answer.get("access_token")
    if not isinstance(id_token, str):
        raise ProviderAway(_("Jawaban penyedia akun tidak dapat diperiksa."))
    claims = await _verified(told, id_token, nonce, access if isinstance(access, str) else "")
    if told.userinfo_endpoint and isinstance(access, str) and not set(wanted) <= set(claims):
        more = await _get(told.userinfo_endpoint, bearer=access)
        if more.get("sub") == claims["sub"]:
            claims = {**more, **claims}
    return claims


async def _trade(told: Told, code: str, verifier: str, redirect_uri: str) -> Json:
    setting = settings()
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": redirect_uri,
        "code_verifier": verifier,
        "client_id": setting.oidc_client_id,
    }
    if told.by_post:
        form["client_secret"] = setting.oidc_client_secret
        return await _ask("POST", told.token_endpoint, form)
    known = setting.oidc_client_id, setting.oidc_client_secret
    return await _ask("POST", told.token_endpoint, form, auth=known)


async def _verified(told: Told, id_token: str, nonce: str, access: str) -> Json:
    """The claims of an ID token that is for us, fresh, and signed (section 3.1.3.7)."""
    at, keys = _keys.get(told.jwks_uri, (0.0, None))
    age = time.monotonic() - at
    if keys is None or age > KEPT:
        keys, age = await _fetch_keys(told), 0.0
    said = (id_token, nonce, access)
    claims = await asyncio.to_thread(_check, keys, *said)
    if claims is None and age > AGAIN:
        # Perhaps it signs with a new key by now.
        claims = await asyncio.to_thread(_check, await _fetch_keys(told), *said)
    if claims is None:
        raise ProviderAway(_("Jawaban penyedia akun tidak dapat diperiksa."))
    return claims


async def _fetch_keys(told: Told) -> Json:
    keys = await _get(told.jwks_uri)
    _keys[told.jwks_uri] = time.monotonic(), keys
    return keys


def _check(keys: Json, id_token: str, nonce: str, access: str) -> Json | None:
    from joserfc import jwt
    from joserfc.errors import JoseError
    from joserfc.jwk import KeySet, KeySetSerialization

    client = settings().oidc_client_id
    wanted = jwt.JWTClaimsRegistry(
        leeway=LEEWAY,
        iss={"essential": True, "value": settings().oidc_issuer},
        aud={"essential": True, "value": client},
        sub={"essential": True},
        exp={"essential": True},
        iat={"essential": True},
    )
    try:
        token = jwt.decode(
            id_token, KeySet.import_key_set(cast(KeySetSerialization, keys)), list(rules.ALGORITHMS)
        )
        wanted.validate(token.claims)
    except (JoseError, ValueError, TypeError, KeyError):
        return None
    how = str(token.header["alg"])
    is_ours = rules.is_answer_to(token.claims, client, nonce=nonce, access=access, signed=how)
    return dict(token.claims) if is_ours else None


async def _get(url: str, bearer: str = "") -> Json:
    return await _ask("GET", url, headers={"Authorization": f"Bearer {bearer}"} if bearer else {})


async def _ask(
    method: str,
    url: str,
    form: Mapping[str, str] | None = None,
    *,
    headers: Mapping[str, str] | None = None,
    auth: tuple[str, str] | None = None,
) -> Json:
    """JSON from the provider. Refuses (ProviderAway) anything else, whatever the reason."""
    away = ProviderAway(_("Penyedia akun tidak menjawab. Coba lagi, atau masuk dengan kata sandi."))
    whole = {"Accept": "application/json", **(headers or {})}
    try:
        answer = await call(method, url, headers=whole, form=form, auth=auth, timeout=TIMEOUT)
        said = answer.json() if answer.status == 200 else None
    except NotReached:
        raise away from None
    if not isinstance(said, dict):
        raise away
    return said
