"""The doors of seats: the plan of attendance, guests who wait, and nominations."""

from typing import Any

from rakor.meetings.rules import Action

from .ground import Door, Doors, Need, anybody

M = "/meetings/{id:uuid}"
AM = "/api/v1" + M
GUEST = "/attendance/guests/{head:uuid}"
NAMED = "/nominations/{nominee:uuid}/withdraw"
REVOKED = "/nominations/links/{link:uuid}/revoke"
KEYS = {
    "id": "meeting",
    "head": "guest_head",
    "link": "nomination_link",
    "token": "nomination_token",
}
PLAN = {
    "revision": "1",
    "rule": "agencies",
    "numerator": "2",
    "denominator": "3",
    "walk_ins": "admit",
}
ASKED = {"to": [{"agency": "BKN"}]}
PEOPLE = {"agency": "BKN", "people": [{"name": "Ani", "email": "ani@example.go.id"}]}


def _of(need: Need, body: Any = None) -> Door:
    return Door(need, body, keys=KEYS)


SEATS: Doors = {
    f"GET {M}/attendance/summary": _of(Action.SEE),
    f"GET {M}/attendance/chart": _of(Action.SEE),
    f"GET {M}/attendance/plan": _of(Action.PLAN),
    f"POST {M}/attendance/plan": _of(Action.PLAN, PLAN),
    f"GET {AM}/attendance/plan": _of(Action.SEE),
    f"PUT {AM}/attendance/plan": _of(Action.PLAN, {}),
    f"GET {M}/attendance/guests": _of(Action.INVITE),
    f"GET {M}{GUEST}/admit": _of(Action.INVITE),
    f"POST {M}{GUEST}/admit": _of(Action.INVITE, {}),
    f"GET {M}{GUEST}/turn-away": _of(Action.INVITE),
    f"POST {M}{GUEST}/turn-away": _of(Action.INVITE, {}),
    f"GET {AM}/attendance/guests": _of(Action.INVITE),
    f"POST {AM}{GUEST}/admit": _of(Action.INVITE, {}),
    f"POST {AM}{GUEST}/turn-away": _of(Action.INVITE, {}),
    f"GET {M}/nominations": _of(Action.INVITE),
    f"GET {M}/nominations/links": _of(Action.INVITE),
    f"POST {M}/nominations/links": _of(Action.INVITE, {"to.1.agency": "BKN", "to.1.ask": "true"}),
    f"GET {M}/nominations/remind": _of(Action.INVITE),
    f"POST {M}/nominations/remind": _of(Action.INVITE, {}),
    f"GET {M}/nominations/invite": _of(Action.INVITE),
    f"POST {M}/nominations/invite": _of(Action.INVITE, {}),
    f"GET {M}{REVOKED}": _of(Action.INVITE),
    f"POST {M}{REVOKED}": _of(Action.INVITE, {}),
    f"GET {M}{NAMED}": _of(Action.INVITE),
    f"POST {M}{NAMED}": _of(Action.INVITE, {}),
    f"GET {AM}/nominations": _of(Action.INVITE),
    f"POST {AM}/nominations": _of(Action.INVITE, PEOPLE),
    f"POST {AM}/nominations/links": _of(Action.INVITE, ASKED),
    f"POST {AM}{REVOKED}": _of(Action.INVITE, {}),
    f"POST {AM}/nominations/remind": _of(Action.INVITE, {}),
    f"POST {AM}/nominations/invite": _of(Action.INVITE, {}),
    f"POST {AM}{NAMED}": _of(Action.INVITE, {}),
    "GET /n/{token}": _of(anybody),
    "POST /n/{token}": _of(anybody, {"people.1.name": "Ani", "people.1.email": "ani@b.go.id"}),
    "GET /n/{token}/file": _of(anybody),
    "POST /n/{token}/file": Door(anybody, {}, keys=KEYS, file=b"Nama,Surel\nAni,ani@b.go.id\n"),
    "GET /n/{token}/withdraw/{nominee:uuid}": _of(anybody),
    "POST /n/{token}/withdraw/{nominee:uuid}": _of(anybody, {}),
    "GET /n/{token}/template.xlsx": _of(anybody),
}
