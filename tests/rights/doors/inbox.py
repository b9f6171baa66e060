"""The doors of the inbox: what humans decide about mail, and about proposed times."""

from rakor.meetings.rules import Action

from .ground import BEGUN, Door, Doors, admins, signed_in

A = "/api/v1"
RECEIVED = {"mail": "received"}
RULED = {"invitation": "{invitation}", "status": "accepted"}

INBOX: Doors = {
    f"GET {A}/inbox": Door(signed_in),
    f"GET {A}/inbox/{{mail:uuid}}": Door(admins, keys=RECEIVED),
    **{
        f"POST {where}/inbox/{{mail:uuid}}/{verb}": Door(admins, {}, keys=RECEIVED)
        for where in ("", A)
        for verb in ("judge", "approve", "refuse", "read")
    },
    **{
        f"POST {where}/inbox/{{mail:uuid}}/overrule": Door(admins, RULED, keys=RECEIVED)
        for where in ("", A)
    },
    f"GET {A}/meetings/{{meeting:uuid}}/proposals": Door(Action.INVITE),
    **{
        f"POST {where}/proposals/{{proposal:uuid}}/{verb}": Door(action, {}, BEGUN)
        for where in ("", A)
        for verb, action in (("accept", Action.PLAN), ("decline", Action.INVITE))
    },
}
