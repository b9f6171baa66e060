"""The doors: whom each lets in, by the tables of rights, and what one has to bring.

A need is a `Right` (what an account may do), an `Action` (what a part in the meeting may do), or a
function of who knocks and how the meeting stands.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from rakor.accounts.rules import Right, Role
from rakor.meetings.rules import Action

from .world import OWING, Stage, Who

Need = Right | Action | Callable[[Who, Stage], bool]
HELD = frozenset({Stage.HELD})
BEGUN = frozenset({Stage.RUNNING, Stage.HELD, Stage.CLOSED})
RUNNING = frozenset({Stage.RUNNING, Stage.CLOSED})


@dataclass(frozen=True)
class Door:
    """Whom a door lets in. `stages`: where what it leads to is there; `body`: what one sends."""

    need: Need
    body: Any = None
    stages: frozenset[Stage] = field(default_factory=lambda: frozenset(Stage))
    keys: dict[str, str] = field(default_factory=dict)

    def opens(self, who: Who, stage: Stage) -> bool:
        if isinstance(self.need, Right):
            return who.may(self.need)
        if isinstance(self.need, Action):
            return who.acts(self.need, stage)
        return self.need(who, stage)


def anybody(_who: Who, _stage: Stage) -> bool:
    return True


def signed_in(who: Who, _stage: Stage) -> bool:
    return who.role is not None


def admins(who: Who, _stage: Stage) -> bool:
    return who.role is Role.ADMIN


def sees_bkn(who: Who, _stage: Stage) -> bool:
    """People and offices of another agency: those who see the directory, and its own people."""
    return who.may(Right.SEE_DIRECTORY) or (who.role is not None and who.agency == OWING)


def owed_or_seen(who: Who, stage: Stage) -> bool:
    """What an agency owes is known to its people, unless the meeting is confidential."""
    told = who.agency == OWING and who.role is not None and stage is not Stage.CLOSED
    return told or who.sees(stage)


def reports(who: Who, stage: Stage) -> bool:
    """Those who owe report, and those who run the meeting verify."""
    told = who.agency == OWING and who.role is not None and stage is not Stage.CLOSED
    return told or who.acts(Action.RUN, stage)


def reads_letter(who: Who, stage: Stage) -> bool:
    return who.acts(Action.INVITE, stage)


def names_of_those_present(who: Who, stage: Stage) -> bool:
    return who.acts(Action.CHECK_IN, stage) or who.acts(Action.RUN, stage)


NEW_MEETING = {
    "title": "Baru",
    "starts_at": "2030-03-01T09:00:00+07:00",
    "ends_at": "2030-03-01T12:00:00+07:00",
    "organizer": "{agency_code}",
}
TIMES = {"starts_at": "2030-03-02T09:00:00+07:00", "ends_at": "2030-03-02T12:00:00+07:00"}
GUEST = {"to": [{"email": "baru@example.go.id", "name": "Baru"}]}
DECISION = {"text": "Disepakati.", "owners": ["BKN"]}
M = "/meetings/{meeting:uuid}"
A = "/api/v1"
MI, MM = A + "/meetings/{id:uuid}", A + "/meetings/{meeting_id:uuid}"
AM = A + M

GROUND = {
    "GET /healthz": Door(anybody),
    "GET /readyz": Door(anybody),
    "GET /metrics": Door(anybody),
    "GET /openapi.json": Door(anybody),
    "GET /docs": Door(anybody),
    "GET /": Door(signed_in),
}

MEETINGS = {
    "GET /meetings": Door(signed_in),
    "GET /calendar": Door(signed_in),
    "GET /meetings/new": Door(Right.MAKE_MEETINGS),
    "POST /meetings/new": Door(Right.MAKE_MEETINGS, NEW_MEETING),
    "GET /rights": Door(Right.SEE_RIGHTS),
    f"GET {M}": Door(Action.SEE),
    f"GET {M}/edit": Door(Action.PLAN),
    f"POST {M}/edit": Door(Action.PLAN, {"title": "Lain"}),
    f"GET {M}/parts": Door(Action.PLAN),
    f"POST {M}/parts": Door(Action.PLAN, {"person": "{user}", "part": "moderator"}),
    f"POST {M}/parts/{{part:uuid}}/release": Door(Action.PLAN, {}),
    **{
        f"GET {M}/{step}": Door(Action.SEE)
        for step in ("publish", "cancel", "postpone", "open", "close")
    },
    **{f"POST {M}/{step}": Door(Action.PLAN, {}) for step in ("publish", "cancel", "postpone")},
    **{f"POST {M}/{step}": Door(Action.RUN, {}) for step in ("open", "close")},
    f"GET {M}/agenda": Door(Action.SEE),
    f"POST {M}/agenda": Door(Action.PLAN, {"title": "Baru"}),
    f"GET {M}/agenda/{{item:uuid}}": Door(Action.PLAN),
    f"POST {M}/agenda/{{item:uuid}}": Door(Action.PLAN, {"title": "Lain"}),
    f"POST {M}/agenda/{{item:uuid}}/move": Door(Action.PLAN, {"way": "up"}),
    f"POST {M}/agenda/{{item:uuid}}/remove": Door(Action.PLAN, {}),
    **{
        f"POST {M}/agenda/{{item:uuid}}/{step}": Door(Action.RUN, {})
        for step in ("start", "finish", "skip")
    },
    f"GET {A}/meetings": Door(signed_in),
    f"POST {A}/meetings": Door(Right.MAKE_MEETINGS, NEW_MEETING),
    f"GET {AM}": Door(Action.SEE),
    f"PATCH {AM}": Door(Action.PLAN, {"title": "Lain"}),
    f"POST {AM}/reschedule": Door(Action.PLAN, TIMES),
    **{f"POST {AM}/{step}": Door(Action.PLAN, {}) for step in ("publish", "cancel", "postpone")},
    **{f"POST {AM}/{step}": Door(Action.RUN, {}) for step in ("open", "close")},
    f"GET {AM}/agenda": Door(Action.SEE),
    f"POST {AM}/agenda": Door(Action.PLAN, {"title": "Baru"}),
    f"PATCH {AM}/agenda/{{item:uuid}}": Door(Action.PLAN, {"title": "Lain"}),
    f"DELETE {AM}/agenda/{{item:uuid}}": Door(Action.PLAN),
    f"POST {AM}/agenda/order": Door(Action.PLAN, {"items": []}),
    **{
        f"POST {AM}/agenda/{{item:uuid}}/{step}": Door(Action.RUN, {})
        for step in ("start", "finish", "skip")
    },
    f"GET {AM}/parts": Door(Action.SEE),
    f"POST {AM}/parts": Door(Action.PLAN, {"person": "{user}", "part": "moderator"}),
    f"DELETE {AM}/parts/{{part:uuid}}": Door(Action.PLAN),
}

INVITATIONS = {
    "GET /r/{token}": Door(anybody, stages=BEGUN),
    "POST /r/{token}": Door(anybody, {"status": "accepted"}, BEGUN),
    "GET /r/{token}/calendar.ics": Door(anybody, stages=BEGUN),
    "GET /r/{token}/join": Door(anybody, stages=RUNNING),
    "POST /r/{token}/join": Door(anybody, {}, RUNNING),
    f"GET {M}/invitations": Door(Action.INVITE),
    f"GET {M}/invitations/add": Door(Action.INVITE),
    f"POST {M}/invitations/add": Door(Action.INVITE, {"lines": "Baru <baru@example.go.id>"}),
    f"POST {M}/invitations/send": Door(Action.INVITE, {}),
    f"GET {M}/invitations/progress": Door(Action.INVITE),
    f"GET {M}/invitations/summary": Door(Action.SEE),
    "POST /invitations/{invitation:uuid}/withdraw": Door(Action.INVITE, {}, BEGUN),
    "GET /outbox": Door(signed_in),
    "GET /inbox": Door(signed_in),
    **{
        f"GET /outbox/{{mail:uuid}}{tail}": Door(reads_letter, None, BEGUN, {"mail": "letter"})
        for tail in ("", "/body", "/raw")
    },
    "POST /outbox/{mail:uuid}/retry": Door(reads_letter, {}, BEGUN, {"mail": "letter"}),
    **{
        f"GET /inbox/{{mail:uuid}}{tail}": Door(admins, None, keys={"mail": "received"})
        for tail in ("", "/raw")
    },
    f"POST {AM}/invitations": Door(Action.INVITE, GUEST),
    f"POST {AM}/invitations/send": Door(Action.INVITE, {}),
    f"GET {AM}/invitations": Door(Action.SEE),
    f"GET {AM}.ics": Door(Action.SEE),
    f"GET {A}/invitations/{{invitation:uuid}}": Door(Action.INVITE, None, BEGUN),
    f"POST {A}/invitations/{{invitation:uuid}}/rsvp": Door(
        Action.INVITE, {"status": "accepted"}, BEGUN
    ),
    f"POST {A}/invitations/{{invitation:uuid}}/withdraw": Door(Action.INVITE, {}, BEGUN),
    f"POST {A}/inbound/mail": Door(admins, {}),
}

ATTENDANCE = {
    "GET /meetings/{id:uuid}/attendance": Door(Action.SEE),
    "GET /meetings/{id:uuid}/attendance/desk": Door(Action.CHECK_IN),
    "POST /meetings/{id:uuid}/attendance/desk": Door(
        Action.CHECK_IN, {"text": "TIDAKADA", "nonce": "satu"}
    ),
    "GET /meetings/{id:uuid}/attendance/figures": Door(Action.SEE),
    f"POST {MI}/check-ins": Door(Action.CHECK_IN, {"code": "TIDAKADA", "nonce": "satu"}),
    f"GET {MI}/attendance": Door(Action.SEE),
    f"GET {MI}/attendance.csv": Door(names_of_those_present),
    f"GET {MI}/attendance.xlsx": Door(names_of_those_present),
}

P = A + "/people"
DIRECTORY = {
    "GET /directory": Door(signed_in),
    "GET /directory/people": Door(signed_in),
    "GET /directory/agencies/{id:uuid}": Door(signed_in),
    "GET /directory/agencies/new": Door(Right.KEEP_DIRECTORY),
    "POST /directory/agencies/new": Door(Right.KEEP_DIRECTORY, {"code": "BARU", "name": "Baru"}),
    "GET /directory/agencies/{id:uuid}/edit": Door(Right.KEEP_DIRECTORY),
    "POST /directory/agencies/{id:uuid}/edit": Door(Right.KEEP_DIRECTORY, {"name": "Baru"}),
    "GET /directory/people/new": Door(Right.ADD_PERSON),
    "POST /directory/people/new": Door(Right.ADD_PERSON, {"name": "Baru"}),
    "GET /directory/people/{id:uuid}/edit": Door(Right.KEEP_DIRECTORY),
    "POST /directory/people/{id:uuid}/edit": Door(Right.KEEP_DIRECTORY, {"name": "Baru"}),
    "GET /directory/offices/new": Door(Right.KEEP_DIRECTORY),
    "POST /directory/offices/new": Door(
        Right.KEEP_DIRECTORY, {"title": "Jabatan baru", "agency": "BKN"}
    ),
    "GET /directory/offices/{id:uuid}/edit": Door(Right.KEEP_DIRECTORY),
    "POST /directory/offices/{id:uuid}/edit": Door(
        Right.KEEP_DIRECTORY, {"title": "Jabatan lain", "agency": "BKN"}
    ),
    f"GET {A}/agencies": Door(signed_in),
    f"POST {A}/agencies": Door(Right.KEEP_DIRECTORY, {"code": "BARU", "name": "Baru"}),
    f"GET {A}/agencies/{{id:uuid}}": Door(signed_in),
    f"PATCH {A}/agencies/{{id:uuid}}": Door(Right.KEEP_DIRECTORY, {"name": "Baru"}),
    f"GET {A}/offices": Door(signed_in),
    f"POST {A}/offices": Door(Right.KEEP_DIRECTORY, {"title": "Jabatan baru", "agency": "BKN"}),
    f"GET {A}/offices/{{id:uuid}}": Door(sees_bkn),
    f"PATCH {A}/offices/{{id:uuid}}": Door(Right.KEEP_DIRECTORY, {"title": "Jabatan lain"}),
    f"GET {P}": Door(signed_in),
    f"POST {P}": Door(Right.ADD_PERSON, {"name": "Baru"}),
    f"GET {P}/{{id:uuid}}": Door(sees_bkn),
    f"PATCH {P}/{{id:uuid}}": Door(Right.KEEP_DIRECTORY, {"name": "Baru"}),
}

LIVE = {
    "GET /meetings/{meeting_id:uuid}/live": Door(Action.SEE),
    "GET /meetings/{meeting_id:uuid}/live/screen": Door(Action.SEE),
    f"PUT {MM}/agenda/{{item_id:uuid}}/notes": Door(
        Action.RUN, {"body": "Catatan", "base_revision": 0}
    ),
    f"GET {MM}/agenda/{{item_id:uuid}}/notes": Door(Action.SEE),
    f"GET {MM}/agenda/{{item_id:uuid}}/notes/revisions": Door(Action.RUN),
    f"POST {MM}/decisions": Door(Action.RUN, DECISION),
    f"GET {MM}/decisions": Door(Action.SEE),
    f"PATCH {A}/decisions/{{decision_id:uuid}}": Door(Action.RUN, {"text": "Lain."}, BEGUN),
    f"POST {A}/decisions/{{decision_id:uuid}}/strike": Door(
        Action.RUN, {"reason": "Keliru"}, BEGUN
    ),
    f"POST {MM}/live/ticket": Door(Action.SEE, {}),
    f"GET {MM}/entries": Door(Action.SEE),
}

MINUTES = {
    f"GET {M}/minutes": Door(Action.SEE),
    f"POST {M}/minutes": Door(Action.DRAFT_MINUTES, {}),
    **{
        f"{method} {M}/minutes/{step}": Door(need if method == "POST" else Action.SEE, {}, HELD)
        for step, need in (
            ("return", Action.APPROVE_MINUTES),
            ("refresh", Action.DRAFT_MINUTES),
            ("submit", Action.DRAFT_MINUTES),
            ("approve", Action.APPROVE_MINUTES),
            ("distribute", Action.DRAFT_MINUTES),
        )
        for method in ("GET", "POST")
    },
    **{
        f"{method} {M}/minutes/edit/{what}": Door(Action.DRAFT_MINUTES, body, HELD)
        for what, body in (
            ("head", {}),
            ("presentations", {"revision": "1"}),
            ("{section}", {"revision": "1", "text.0": "Dibuka."}),
        )
        for method in ("GET", "POST")
    },
    **{
        f"GET {M}/minutes.{kind}": Door(Action.SEE, None, HELD)
        for kind in ("pdf", "docx", "html", "md", "json")
    },
    f"POST {AM}/minutes": Door(Action.DRAFT_MINUTES, {}),
    f"GET {AM}/minutes": Door(Action.SEE, None, HELD),
    f"PATCH {AM}/minutes": Door(Action.DRAFT_MINUTES, {"opening": "Rapat dibuka."}, HELD),
    f"POST {AM}/minutes/refresh": Door(Action.DRAFT_MINUTES, {}, HELD),
    f"POST {AM}/minutes/submit": Door(Action.DRAFT_MINUTES, {}, HELD),
    f"POST {AM}/minutes/return": Door(Action.APPROVE_MINUTES, {"comment": "Perbaiki."}, HELD),
    f"POST {AM}/minutes/approve": Door(Action.APPROVE_MINUTES, {}, HELD),
    f"POST {AM}/minutes/distribute": Door(Action.DRAFT_MINUTES, {}, HELD),
    **{
        f"GET {AM}/minutes.{kind}": Door(Action.SEE, None, HELD)
        for kind in ("pdf", "docx", "html", "md", "json")
    },
}

FOLLOWUPS = {
    "GET /follow-ups": Door(signed_in),
    "GET /follow-ups/{follow_up:uuid}": Door(owed_or_seen, None, BEGUN),
    "POST /follow-ups/{follow_up:uuid}": Door(reports, {"status": "in_progress"}, BEGUN),
    f"GET {M}/follow-ups": Door(Action.SEE),
    f"GET {A}/follow-ups": Door(signed_in),
    f"GET {A}/follow-ups/{{follow_up:uuid}}": Door(owed_or_seen, None, BEGUN),
    f"POST {A}/follow-ups/{{follow_up:uuid}}/progress": Door(
        reports, {"status": "in_progress"}, BEGUN
    ),
    f"GET {AM}/follow-ups": Door(Action.SEE),
}

DOORS: dict[str, Door] = {
    **GROUND, **DIRECTORY, **MEETINGS, **INVITATIONS, **ATTENDANCE, **LIVE, **MINUTES, **FOLLOWUPS,
}  # fmt: skip
