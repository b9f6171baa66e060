"""The doors of personal data: one's own, requests, erasures, retention, incidents."""

from rakor.accounts.rules import Right, Role

from ..world import OURS, Stage, Who
from .ground import Door, Doors, Need, anybody, signed_in

A = "/api/v1"
P = "/privacy"
ONE = "/{id:uuid}"
OFFICER = Right.KEEP_PRIVACY
REPLY = {"answer": "Sudah diperiksa, belum perlu."}
WISH = {"kind": "objection", "reason": "Jangan dihubungi lagi."}
BREACH = {"title": "Laptop hilang", "found_at": "2026-01-05T09:00", "data": "Daftar hadir"}
LASTS = {"months": "24", "disposal": "delete", "basis": "Peraturan internal"}
HELD = {"of": "{meeting}", "hold_reason": "Sengketa di pengadilan"}


def answers_corrections_of_bkn(who: Who, _stage: Stage) -> bool:
    """Corrections are answered by the officers, and by whoever keeps that agency's people."""
    return who.may(Right.KEEP_PRIVACY) or who.may(Right.KEEP_DIRECTORY)


def answers_corrections_of_ours(who: Who, stage: Stage) -> bool:
    """Where an agency keeps itself, by the officers and by its own keepers."""
    ours = who.may(Right.KEEP_DIRECTORY) and who.agency == OURS
    return who.may(Right.KEEP_PRIVACY) or ours


def answers_our_officer(who: Who, stage: Stage) -> bool:
    """Nobody answers a request of their own, also no officer."""
    return answers_corrections_of_ours(who, stage) and who.name != "data_protection_officer"


def second_officer(who: Who, _stage: Stage) -> bool:
    """What one officer proposed (here the admin) another approves."""
    return who.may(Right.KEEP_PRIVACY) and who.role is not Role.ADMIN


def _asked(own: Need, body: object = None) -> tuple[Door, ...]:
    """A correction of each agency, an erasure, and what an officer asked for themself."""
    return (
        Door(answers_corrections_of_bkn, body, keys={"id": "asked"}),
        Door(answers_corrections_of_ours, body, keys={"id": "asked_by_ours"}),
        Door(OFFICER, body, keys={"id": "asked_to_erase"}),
        Door(own, body, keys={"id": "asked_by_officer"}),
    )


OWN: Doors = {
    "GET /privacy": Door(anybody),
    "GET /my-data": Door(signed_in),
    "GET /my-data.json": Door(signed_in),
    "GET /my-data.pdf": Door(signed_in),
    "GET /my-data/requests": Door(signed_in),
    "POST /my-data/requests": Door(signed_in, WISH),
    "POST /my-data/consents": Door(signed_in, {"purpose": "photo", "consent": "yes"}),
    f"GET {A}/my-data": Door(signed_in),
    f"GET {A}/my-data/requests": Door(signed_in),
    f"POST {A}/my-data/requests": Door(signed_in, WISH),
}

REQUESTS: Doors = {
    f"GET {P}/requests": Door(answers_corrections_of_bkn),
    f"GET {P}/requests{ONE}": _asked(answers_corrections_of_ours),
    f"GET {P}/requests{ONE}/accept": _asked(answers_corrections_of_ours),
    f"POST {P}/requests{ONE}/accept": _asked(answers_our_officer, REPLY),
    f"GET {P}/requests{ONE}/refuse": _asked(answers_corrections_of_ours),
    f"POST {P}/requests{ONE}/refuse": _asked(answers_our_officer, REPLY),
    f"GET {A}/privacy/requests": Door(answers_corrections_of_bkn),
    f"POST {A}/privacy/requests{ONE}/accept": _asked(answers_our_officer, REPLY),
    f"POST {A}/privacy/requests{ONE}/refuse": _asked(answers_our_officer, REPLY),
}

_ERASURE, _LISTED, _BREACH = {"id": "erasure"}, {"id": "listed"}, {"id": "breach"}
KEEPING: Doors = {
    f"GET {P}/erasures": Door(OFFICER, query="q=Tigor"),
    f"GET {P}/people{ONE}/erasure": Door(OFFICER, keys={"id": "leaving"}),
    f"POST {P}/people{ONE}/erasure": Door(
        OFFICER, {"reason": "Pensiun bulan depan"}, keys={"id": "leaving"}
    ),
    f"GET {P}/erasures{ONE}": Door(OFFICER, keys=_ERASURE),
    f"POST {P}/erasures{ONE}/approve": Door(second_officer, {}, keys=_ERASURE),
    f"GET {P}/erasures{ONE}/refuse": Door(OFFICER, keys=_ERASURE),
    f"POST {P}/erasures{ONE}/refuse": Door(OFFICER, REPLY, keys=_ERASURE),
    f"GET {P}/inventory": Door(OFFICER),
    f"GET {P}/notice": Door(OFFICER),
    f"POST {P}/notice": Door(OFFICER, {}),
    f"GET {P}/retention": Door(OFFICER),
    f"GET {P}/retention/{{kind}}": Door(OFFICER, keys={"kind": "record_kind"}),
    f"POST {P}/retention/{{kind}}": Door(OFFICER, LASTS, keys={"kind": "record_kind"}),
    f"GET {P}/holds": Door(OFFICER),
    f"POST {P}/holds": Door(OFFICER, HELD),
    f"POST {P}/holds{ONE}/lift": Door(OFFICER, {}, keys={"id": "hold"}),
    f"GET {P}/destructions": Door(OFFICER),
    f"POST {P}/destructions": Door(OFFICER, {}),
    f"GET {P}/destructions{ONE}": Door(OFFICER, keys=_LISTED),
    f"GET {P}/destructions{ONE}.pdf": Door(OFFICER, keys=_LISTED),
    f"GET {P}/destructions{ONE}.xlsx": Door(OFFICER, keys=_LISTED),
    f"POST {P}/destructions{ONE}/approve": Door(second_officer, {}, keys=_LISTED),
    f"GET {P}/destructions{ONE}/refuse": Door(OFFICER, keys=_LISTED),
    f"POST {P}/destructions{ONE}/refuse": Door(OFFICER, REPLY, keys=_LISTED),
}

INCIDENTS: Doors = {
    f"GET {P}/breaches": Door(OFFICER),
    f"GET {P}/breaches/new": Door(OFFICER),
    f"POST {P}/breaches/new": Door(OFFICER, BREACH),
    f"GET {P}/breaches{ONE}": Door(OFFICER, keys=_BREACH),
    f"POST {P}/breaches{ONE}/authority-told": Door(OFFICER, {}, keys=_BREACH),
    **{
        f"{method} {P}/breaches{ONE}/{step}": Door(
            OFFICER, body if method == "POST" else None, keys=_BREACH
        )
        for step, body in (
            ("edit", BREACH),
            ("affected", {"addresses": "bagus@bkn.example.go.id"}),
            (
                "notices",
                {"to_subjects": "Bapak/Ibu, mohon maaf.", "to_authority": "Dengan hormat."},
            ),
            ("subjects-told", {}),
            ("close", {"measures": "Laptop dienkripsi."}),
        )
        for method in ("GET", "POST")
    },
}

PRIVACY: Doors = {**OWN, **REQUESTS, **KEEPING, **INCIDENTS}
