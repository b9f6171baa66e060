"""The doors of accounts: ways in, one's own settings, and the accounts one keeps."""

from rakor.accounts.rules import Right, Role

from ..world import OURS, Stage, Who
from .ground import Door, Doors, anybody, signed_in

A = "/api/v1"
S = "/settings"
SECURITY = f"{S}/security"
ONE = "/{id:uuid}"
THEIRS, OURS_ONE, WATCHER = (
    {"id": "account_of_bkn"},
    {"id": "account_of_ours"},
    {"id": "account_of_auditor"},
)
REVISION = {"revision": 1}
SECOND = {"rakor_second": "{second_step}"}
PASSKEY = {"rakor_passkey": "{passkey_step}"}
PROVIDER = {"rakor_provider": "{provider_step}"}
MAKING = {"rakor_new_passkey": "{new_passkey_step}"}
SIGN_IN = {"email": "rina@bpsdm.example.go.id", "password": "{password}"}
FIRST_RUN = {
    "agency_code": "LAIN",
    "agency_name": "Lain",
    "agency_kind": "ministry",
    "timezone": "Asia/Jakarta",
    "name": "Orang Lain",
    "email": "lain@example.go.id",
    "password": "rapat yang panjang sekali",
}


def shows_a_passkey(_who: Who, _stage: Stage) -> bool:
    """Whoever shows a passkey that is known here; none of these people holds it."""
    return False


def whom_the_provider_lets_in(_who: Who, _stage: Stage) -> bool:
    """Whoever brings the word of the provider; it has sent none of these people."""
    return False


def owns_it(who: Who, _stage: Stage) -> bool:
    """Sessions, tokens and passkeys belong to one person: here to our organizer, to nobody else."""
    return who.name == "organizer"


def sees_accounts_of_ours(who: Who, _stage: Stage) -> bool:
    """Accounts are seen by those who keep accounts of that agency: its agency admin, and admins."""
    return who.role is Role.ADMIN or (who.may(Right.KEEP_ACCOUNTS) and who.agency == OURS)


def keeps_accounts_of_ours(who: Who, stage: Stage) -> bool:
    """An agency admin keeps the accounts of the own agency whose role an agency gives."""
    return sees_accounts_of_ours(who, stage)


def keeps_every_account(who: Who, _stage: Stage) -> bool:
    """Accounts of other agencies, and those who watch an agency, are kept by admins only."""
    return who.role is Role.ADMIN


def _kept(body: object) -> tuple[Door, ...]:
    return (
        Door(keeps_every_account, body, keys=THEIRS),
        Door(keeps_accounts_of_ours, body, keys=OURS_ONE),
        Door(keeps_every_account, body, keys=WATCHER),
    )


def _seen() -> tuple[Door, ...]:
    return (
        Door(keeps_every_account, keys=THEIRS),
        Door(sees_accounts_of_ours, keys=OURS_ONE),
        Door(sees_accounts_of_ours, keys=WATCHER),
    )


def _opened(email: str) -> tuple[Door, ...]:
    """An account of each agency, of a person without one, and in a role that admins give."""
    new = {"email": email, "name": "Orang Baru"}
    return (
        Door(keeps_accounts_of_ours, {**new, "agency": "BPSDM", "role": "secretariat"}),
        Door(keeps_every_account, {**new, "agency": "BPSDM", "role": "admin"}),
        Door(keeps_every_account, {**new, "agency": "BPSDM", "role": "auditor"}),
        Door(keeps_every_account, {**new, "agency": "BKN", "role": "participant"}),
        Door(keeps_every_account, {**new, "role": "participant"}),
        # Whoever is known already stays in the agency they are of.
        Door(keeps_every_account, {**new, "email": "{stranger}", "agency": "BPSDM"}),
    )


WAYS_IN: Doors = {
    "GET /setup": Door(anybody),  # says that this was done
    "POST /setup": Door(anybody, FIRST_RUN),
    "GET /sign-in": Door(anybody),
    "POST /sign-in": Door(anybody, SIGN_IN),
    "GET /sign-in/second": Door(anybody, cookies=SECOND),
    "POST /sign-in/second": Door(anybody, {"code": "000000"}, cookies=SECOND),
    "POST /sign-out": Door(anybody, {}),
    "GET /sign-in/forgot": Door(anybody),
    "POST /sign-in/forgot": Door(anybody, {"email": "siapa@example.go.id"}),
    "GET /sign-in/mail": Door(anybody),
    "POST /sign-in/mail": Door(anybody, {"email": "siapa@example.go.id"}),
    "GET /sign-in/sent": Door(anybody),
    "GET /sign-in/reset/{token}": Door(anybody, keys={"token": "reset_link"}),
    "POST /sign-in/reset/{token}": Door(
        anybody, {"password": "pendek"}, keys={"token": "reset_link"}
    ),
    "GET /sign-in/link/{token}": Door(anybody, keys={"token": "sign_in_link"}),
    "POST /sign-in/link/{token}": Door(anybody, {}, keys={"token": "sign_in_link"}),
    "GET /sign-in/oidc": Door(anybody),
    "GET /sign-in/oidc/callback": Door(
        whom_the_provider_lets_in, query="state=tebakan&code=tebakan", cookies=PROVIDER
    ),
    "POST /sign-in/passkey/begin": Door(anybody, {}, json=True),
    "POST /sign-in/passkey": Door(
        shows_a_passkey, {"credential": {"id": "tebakan"}}, json=True, cookies=PASSKEY
    ),
}

OWN: Doors = {
    "POST /preferences": Door(anybody, {"theme": "dark"}),
    f"GET {S}": Door(signed_in),
    f"GET {S}/own": Door(signed_in),
    f"POST {S}/own": Door(signed_in, {"name": "Nama Lain"}),
    f"GET {S}/password": Door(signed_in),
    f"POST {S}/password": Door(signed_in, {"current_password": "salah", "new_password": "pendek"}),
    f"GET {SECURITY}": Door(signed_in),
    f"POST {SECURITY}/again": Door(signed_in, {}),
    f"GET {SECURITY}/app": Door(signed_in),
    f"POST {SECURITY}/app": Door(signed_in, {"code": "000000"}),
    f"POST {SECURITY}/app/new": Door(signed_in, {}),
    f"POST {SECURITY}/app/remove": Door(signed_in, {}),
    f"POST {SECURITY}/codes": Door(signed_in, {}),
    f"POST {SECURITY}/passkeys": Door(
        signed_in, {"credential": {"id": "tebakan"}, "name": "Ponsel"}, json=True, cookies=MAKING
    ),
    f"POST {SECURITY}/passkeys/begin": Door(signed_in, {}, json=True),
    f"POST {SECURITY}/passkeys{ONE}/remove": Door(owns_it, {}, keys={"id": "passkey"}),
    f"POST {S}/sessions/others": Door(signed_in, {}),
    f"POST {S}/sessions{ONE}/revoke": Door(owns_it, {}, keys={"id": "session"}),
    f"GET {S}/tokens": Door(signed_in),
    f"POST {S}/tokens": Door(signed_in, {"token_name": "Skrip"}),
    f"POST {S}/tokens{ONE}/revoke": Door(owns_it, {}, keys={"id": "api_token"}),
    f"GET {A}/me": Door(signed_in),
    f"GET {A}/sessions": Door(signed_in),
    f"DELETE {A}/sessions": Door(signed_in),
    f"DELETE {A}/sessions{ONE}": Door(owns_it, keys={"id": "session"}),
}

KEEPING: Doors = {
    "GET /accounts": Door(Right.KEEP_ACCOUNTS),
    "GET /accounts/new": Door(Right.KEEP_ACCOUNTS),
    "POST /accounts/new": _opened("baru@example.go.id"),
    f"GET /accounts{ONE}": _seen(),
    f"GET /accounts{ONE}/role": _seen(),
    f"POST /accounts{ONE}/role": (
        *_kept({**REVISION, "role": "participant"}),
        Door(keeps_every_account, {**REVISION, "role": "admin"}, keys=OURS_ONE),
    ),
    f"POST /accounts{ONE}/close": _kept(REVISION),
    f"POST /accounts{ONE}/reopen": _kept(REVISION),
    f"POST /accounts{ONE}/invite": _kept({}),
    f"POST /accounts{ONE}/sign-out": _kept({}),
    f"POST /accounts{ONE}/second/remove": _kept({}),
    f"GET {A}/accounts": Door(Right.KEEP_ACCOUNTS),
    f"POST {A}/accounts": _opened("baru@example.go.id"),
    f"PATCH {A}/accounts{ONE}": (
        *_kept({"active": False}),
        Door(keeps_every_account, {"role": "auditor"}, keys=OURS_ONE),
    ),
    f"DELETE {A}/accounts{ONE}/sessions": _kept(None),
}

ACCOUNTS: Doors = {**WAYS_IN, **OWN, **KEEPING}
