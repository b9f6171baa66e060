"""The doors of agencies, their offices and people, and of reference data."""

from typing import Any

from rakor.accounts.rules import Right, Role

from ..world import OURS, Stage, Who
from .ground import Door, Doors, Need, keeps_ours, sees_bkn, sees_ours, signed_in

A = "/api/v1"
D = "/directory"
ONE = "/{id:uuid}"
HOLDERS = f"{D}/offices{ONE}/holders"
HOLDER = HOLDERS + "/{holder:uuid}"
AGENCY = {"id": "agency", "parent_of": "nothing"}
OUR_AGENCY = {"id": "our_agency", "parent_of": "above_us_code"}
OFFICE, OUR_OFFICE = (
    {"id": "office"},
    {"id": "our_office", "holder": "our_holder", "person": "our_person"},
)
PERSON = {"id": "person", "agency_of": "bkn_code", "email_of": "bagus_email"}
OUR_PERSON = {
    "id": "our_person",
    "address": "our_address",
    "agency_of": "our_code",
    "email_of": "rina_email",
}
# Those of each agency who have no account.
STRANGER, OUR_STRANGER = {"id": "stranger_id"}, {"id": "our_stranger_id"}
RANK, KIND, REGION = {"id": "rank"}, {"id": "kind"}, {"id": "region"}
NEW_REGION = {"code": "99", "name": "Baru", "kind": "province", "unit": "ID-KA"}
NEW_REGION |= {"timezone": "Asia/Makassar", "valid_from": "2030-01-01"}
NEW_KIND = {"code": "baru", "name": "Juru baru"}
# A form says the whole person; what it says here of agency and address stays as it is.
SAME_WAY = {"name": "Baru", "agency": "{agency_of}", "email": "{email_of}"}
LAST_DAY = {"until": "2031-12-31"}


def _kept(body: Any, bkn: dict[str, str], ours: dict[str, str]) -> tuple[Door, ...]:
    """Changed by every keeper where the agency does not keep itself, else by its own."""
    return (Door(Right.KEEP_DIRECTORY, body, keys=bkn), Door(keeps_ours, body, keys=ours))


def _seen(bkn: dict[str, str], ours: dict[str, str]) -> tuple[Door, ...]:
    return (Door(sees_bkn, keys=bkn), Door(sees_ours, keys=ours))


def _each(need: Need, body: Any, *keys: dict[str, str]) -> tuple[Door, ...]:
    return tuple(Door(need, body, keys=each) for each in keys)


def adds_below_us(who: Who, _stage: Stage) -> bool:
    """What stands below an agency that keeps itself is added by its own keepers and by admins."""
    return keeps_ours(who, _stage)


def says_who_keeps_us(who: Who, _stage: Stage) -> bool:
    """Whether an agency keeps itself is said by admins and by its own keepers."""
    return keeps_ours(who, _stage)


def says_who_keeps_bkn(who: Who, _stage: Stage) -> bool:
    """None of those who knock keeps anything in that agency, but admins."""
    return who.role is Role.ADMIN


def moves_accounts(who: Who, _stage: Stage) -> bool:
    """Whatever stands below an agency goes with it to other keepers, so an agency is moved by
    those who keep all the accounts below it: here there are some of several agencies."""
    return who.role is Role.ADMIN


def redirects_bagus(who: Who, _stage: Stage) -> bool:
    """An address is a way in: that of an account is changed by those who keep the account."""
    return who.role is Role.ADMIN


def redirects_rina(who: Who, _stage: Stage) -> bool:
    """The same in our agency, whose agency admin keeps the accounts."""
    return who.role is Role.ADMIN or (who.may(Right.KEEP_ACCOUNTS) and who.agency == OURS)


def _redirected(body: Any) -> tuple[Door, ...]:
    return (
        Door(redirects_bagus, body, keys=PERSON),
        Door(redirects_rina, body, keys=OUR_PERSON),
    )


AGENCIES: Doors = {
    f"GET {D}": Door(signed_in),
    f"GET {D}/agencies/options": Door(signed_in, query="q=kepegawaian"),
    f"GET {D}/agencies{ONE}": Door(signed_in, keys=AGENCY),
    f"GET {D}/agencies/new": Door(Right.KEEP_DIRECTORY),
    f"POST {D}/agencies/new": (
        Door(Right.KEEP_DIRECTORY, {"code": "BARU", "name": "Baru"}),
        Door(adds_below_us, {"code": "BARU", "name": "Baru", "parent": "BPSDM"}),
    ),
    f"GET {D}/agencies{ONE}/edit": _kept(None, AGENCY, OUR_AGENCY),
    f"POST {D}/agencies{ONE}/edit": _kept(
        {"code": "BARU", "name": "Baru", "parent": "{parent_of}"}, AGENCY, OUR_AGENCY
    ),
    f"POST {D}/agencies{ONE}/names/{{name:uuid}}/remove": _kept(
        {}, AGENCY, {**OUR_AGENCY, "name": "our_name"}
    ),
    f"GET {D}/agencies{ONE}/merge": _each(Right.KEEP_REFERENCE, None, AGENCY, OUR_AGENCY),
    f"POST {D}/agencies{ONE}/merge": Door(
        Right.KEEP_REFERENCE, {"into": "LAN", "confirmed": "BKN"}, keys=AGENCY
    ),
    f"GET {A}/agencies": Door(signed_in),
    f"POST {A}/agencies": (
        Door(Right.KEEP_DIRECTORY, {"code": "BARU", "name": "Baru"}),
        Door(adds_below_us, {"code": "BARU", "name": "Baru", "parent": "BPSDM"}),
    ),
    f"GET {A}/agencies{ONE}": Door(signed_in, keys=AGENCY),
    f"PATCH {A}/agencies{ONE}": (
        *_kept({"name": "Baru"}, AGENCY, OUR_AGENCY),
        Door(says_who_keeps_us, {"self_kept": False}, keys=OUR_AGENCY),
        Door(says_who_keeps_bkn, {"self_kept": True}, keys=AGENCY),
        Door(moves_accounts, {"parent": "BPSDM"}, keys=AGENCY),
        Door(moves_accounts, {"parent": "LAN"}, keys={"id": "above_us"}),
    ),
    f"GET {A}/agencies{ONE}/names": Door(signed_in, keys=AGENCY),
    f"POST {A}/agencies{ONE}/merge": Door(
        Right.KEEP_REFERENCE, {"into": "LAN", "confirmed": "BKN"}, keys=AGENCY
    ),
}

NEW_OFFICE = {"title": "Jabatan baru", "agency": "BKN"}
OFFICES: Doors = {
    f"GET {D}/offices/new": (
        Door(Right.KEEP_DIRECTORY),
        Door(keeps_ours, query="agency=BPSDM"),
    ),
    f"POST {D}/offices/new": (
        Door(Right.KEEP_DIRECTORY, NEW_OFFICE),
        Door(keeps_ours, {**NEW_OFFICE, "agency": "BPSDM"}),
    ),
    f"GET {D}/offices/people": Door(signed_in, query="person=bagus"),
    f"GET {D}/offices{ONE}": _seen(OFFICE, OUR_OFFICE),
    f"GET {D}/offices{ONE}/edit": _kept(None, OFFICE, OUR_OFFICE),
    f"POST {D}/offices{ONE}/edit": _kept(
        {"title": "Jabatan lain", "agency": "BKN"}, OFFICE, OUR_OFFICE
    ),
    f"GET {HOLDERS}": _kept(None, OFFICE, OUR_OFFICE),
    f"POST {HOLDERS}": _kept({"person": "bagus@bkn.example.go.id"}, OFFICE, OUR_OFFICE),
    f"GET {HOLDER}": _kept(None, OFFICE, OUR_OFFICE),
    f"POST {HOLDER}": _kept({"person": "bagus@bkn.example.go.id"}, OFFICE, OUR_OFFICE),
    f"GET {HOLDER}/end": _kept(None, OFFICE, OUR_OFFICE),
    f"POST {HOLDER}/end": _kept(LAST_DAY, OFFICE, OUR_OFFICE),
    f"POST {HOLDER}/remove": _kept({}, OFFICE, OUR_OFFICE),
    f"GET {A}/offices": Door(signed_in),
    f"POST {A}/offices": (
        Door(Right.KEEP_DIRECTORY, NEW_OFFICE),
        Door(keeps_ours, {**NEW_OFFICE, "agency": "BPSDM"}),
    ),
    f"GET {A}/offices{ONE}": _seen(OFFICE, OUR_OFFICE),
    f"PATCH {A}/offices{ONE}": _kept({"title": "Jabatan lain"}, OFFICE, OUR_OFFICE),
    f"GET {A}/offices{ONE}/holders": _seen(OFFICE, OUR_OFFICE),
    f"POST {A}/offices{ONE}/holders": _kept({"person": "{person}"}, OFFICE, OUR_OFFICE),
    f"PATCH {A}/offices{ONE}/holders/{{holder:uuid}}": _kept(
        {"decree_number": "1/2030"}, OFFICE, OUR_OFFICE
    ),
    f"DELETE {A}/offices{ONE}/holders/{{holder:uuid}}": _kept(None, OFFICE, OUR_OFFICE),
}

PEOPLE: Doors = {
    f"GET {D}/people": Door(signed_in),
    f"GET {D}/people/new": Door(Right.ADD_PERSON),
    f"POST {D}/people/new": Door(Right.ADD_PERSON, {"name": "Baru"}),
    f"GET {D}/people{ONE}": _seen(PERSON, OUR_PERSON),
    f"POST {D}/people{ONE}": (
        *_redirected({"email": "lain@example.go.id"}),
        *_kept({"email": "lain@example.go.id"}, STRANGER, OUR_STRANGER),
    ),
    f"GET {D}/people{ONE}/edit": _kept(None, PERSON, OUR_PERSON),
    f"POST {D}/people{ONE}/edit": (
        *_kept(SAME_WAY, PERSON, OUR_PERSON),
        *_redirected({"name": "Baru", "email": "lain@example.go.id"}),
    ),
    f"POST {D}/people{ONE}/addresses/prefer": _redirected({"email": "{address}"}),
    f"POST {D}/people{ONE}/addresses/remove": _kept({"email": "{address}"}, PERSON, OUR_PERSON),
    f"GET {A}/people": Door(signed_in),
    f"POST {A}/people": Door(Right.ADD_PERSON, {"name": "Baru"}),
    f"GET {A}/people{ONE}": _seen(PERSON, OUR_PERSON),
    f"PATCH {A}/people{ONE}": (
        *_kept({"name": "Baru"}, PERSON, OUR_PERSON),
        *_redirected({"email": "lain@example.go.id"}),
        *_redirected({"other_emails": ["lain@example.go.id"]}),
        # Whoever has an account is not taken into another agency by its keepers, nor is anybody
        # taken from outside into an agency that keeps itself.
        Door(redirects_bagus, {"agency": "BPSDM"}, keys=PERSON),
        Door(keeps_ours, {"agency": "BPSDM"}, keys=STRANGER),
    ),
}

REFERENCE: Doors = {
    f"GET {D}/ranks": Door(signed_in),
    f"GET {D}/ranks/new": Door(Right.KEEP_REFERENCE),
    f"POST {D}/ranks/new": Door(Right.KEEP_REFERENCE, {"title": "Baru"}),
    f"GET {D}/ranks{ONE}/edit": Door(Right.KEEP_REFERENCE, keys=RANK),
    f"POST {D}/ranks{ONE}/edit": Door(Right.KEEP_REFERENCE, {"title": "Baru"}, keys=RANK),
    **{
        f"POST {D}/ranks{ONE}/{step}": Door(Right.KEEP_REFERENCE, {}, keys=RANK)
        for step in ("up", "down", "remove")
    },
    f"GET {D}/kinds": Door(signed_in),
    f"GET {D}/kinds/new": Door(Right.KEEP_REFERENCE),
    f"POST {D}/kinds/new": Door(Right.KEEP_REFERENCE, NEW_KIND),
    f"GET {D}/kinds{ONE}/edit": Door(Right.KEEP_REFERENCE, keys=KIND),
    f"POST {D}/kinds{ONE}/edit": Door(Right.KEEP_REFERENCE, NEW_KIND, keys=KIND),
    f"POST {D}/kinds{ONE}/remove": Door(Right.KEEP_REFERENCE, {}, keys=KIND),
    f"GET {D}/regions": Door(signed_in),
    f"POST {D}/regions/load": Door(Right.KEEP_REFERENCE, {}),
    f"GET {D}/regions/new": Door(Right.KEEP_REFERENCE),
    f"POST {D}/regions/new": Door(Right.KEEP_REFERENCE, NEW_REGION),
    f"GET {D}/regions{ONE}": Door(signed_in, keys=REGION),
    f"GET {D}/regions{ONE}/edit": Door(Right.KEEP_REFERENCE, keys=REGION),
    f"POST {D}/regions{ONE}/edit": Door(Right.KEEP_REFERENCE, {"name": "Lain"}, keys=REGION),
    f"GET {A}/regions": Door(signed_in),
    f"POST {A}/regions": Door(Right.KEEP_REFERENCE, NEW_REGION),
    f"POST {A}/regions/load": Door(Right.KEEP_REFERENCE, {}),
    f"GET {A}/regions{ONE}": Door(signed_in, keys=REGION),
    f"PATCH {A}/regions{ONE}": Door(Right.KEEP_REFERENCE, {"name": "Lain"}, keys=REGION),
}

DIRECTORY: Doors = {**AGENCIES, **OFFICES, **PEOPLE, **REFERENCE}
