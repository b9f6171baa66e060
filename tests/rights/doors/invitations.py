"""The doors of invitations: personal links, the list, groups, the outbox and the inbox."""

from rakor.accounts.rules import Right
from rakor.meetings.rules import Action

from ..world import Stage, Who
from .ground import BEGUN, RUNNING, Door, Doors, admins, anybody, signed_in

A = "/api/v1"
M = "/meetings/{meeting:uuid}"
AM = A + M
GUEST = {"to": [{"email": "baru@example.go.id", "name": "Baru"}]}
LINE = "line=camat+se-Kaltim"
LETTER, RECEIVED = {"mail": "letter"}, {"mail": "received"}


def reads_letter(who: Who, stage: Stage) -> bool:
    """Letters of a meeting carry links, so they are read by those who invite."""
    return who.acts(Action.INVITE, stage)


def invites_offices(who: Who, stage: Stage) -> bool:
    """A group shows offices of every agency, so whoever invites one sees the directory as well."""
    return who.acts(Action.INVITE, stage) and who.may(Right.SEE_DIRECTORY)


def answers_for_others(_who: Who, _stage: Stage) -> bool:
    """Nobody answers in the place of a guest, but in a demonstration, which this is not."""
    return False


INVITATIONS: Doors = {
    "GET /r/{token}": Door(anybody, stages=BEGUN),
    "POST /r/{token}": Door(anybody, {"status": "accepted"}, BEGUN),
    "GET /r/{token}/calendar.ics": Door(anybody, stages=BEGUN),
    "GET /r/{token}/join": Door(anybody, stages=RUNNING),
    "POST /r/{token}/join": Door(anybody, {}, RUNNING),
    f"GET {M}/invitations": Door(Action.INVITE),
    f"GET {M}/invitations/add": Door(Action.INVITE),
    f"POST {M}/invitations/add": Door(Action.INVITE, {"lines": "Baru <baru@example.go.id>"}),
    f"GET {M}/invitations/group": Door(invites_offices, query=LINE),
    f"POST {M}/invitations/group": Door(invites_offices, {"office": "{office}"}, query=LINE),
    f"POST {M}/invitations/send": Door(Action.INVITE, {}),
    f"GET {M}/invitations/progress": Door(Action.INVITE),
    f"GET {M}/invitations/summary": Door(Action.SEE),
    "POST /invitations/{invitation:uuid}/withdraw": Door(Action.INVITE, {}, BEGUN),
    "GET /outbox": Door(signed_in),
    "GET /inbox": Door(signed_in),
    **{
        f"GET /outbox/{{mail:uuid}}{tail}": (
            Door(reads_letter, None, BEGUN, LETTER),
            Door(admins, keys={"mail": "key_letter"}),
        )
        for tail in ("", "/body", "/raw")
    },
    "POST /outbox/{mail:uuid}/retry": (
        Door(reads_letter, {}, BEGUN, LETTER),
        Door(admins, {}, keys={"mail": "key_letter"}),
    ),
    "POST /outbox/{mail:uuid}/answer": Door(
        answers_for_others, {"said": "ACCEPTED"}, BEGUN, LETTER
    ),
    **{f"GET /inbox/{{mail:uuid}}{tail}": Door(admins, keys=RECEIVED) for tail in ("", "/raw")},
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
