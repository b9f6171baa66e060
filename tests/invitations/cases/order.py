"""Which of several answers counts, and what is no answer at all."""

from datetime import timedelta

from rakor.invitations.rules import Reason, Result

from ..clients import (
    google,
)
from ..stage import (
    CANCELLED,
    GONE,
    WEEK,
)
from .ground import APPLIED, DUPLICATE, NO, REFUSED, STALE, STAMP, YES, Case, replacing

ORDER = [
    Case(
        "an answer to the old time",
        STALE,
        Reason.BEFORE_RESCHEDULE,
        {},
        google,
        says={"sequence": 0},
    ),
    Case("a client counts up by itself", APPLIED, Reason.APPLIED_AHEAD, YES, says={"sequence": 7}),
    Case("the same again", DUPLICATE, Reason.SAME_ANSWER, YES, before=({},)),
    Case(
        "another answer with the same stamp",
        APPLIED,
        Reason.APPLIED_AGAIN,
        NO,
        says={"partstat": "DECLINED"},
        before=({},),
    ),
    Case(
        "an older answer",
        STALE,
        Reason.OLDER_ANSWER,
        YES,
        says={"partstat": "DECLINED", "stamp": STAMP - WEEK},
        before=({},),
    ),
    Case(
        "a newer answer",
        APPLIED,
        Reason.APPLIED,
        NO,
        says={"partstat": "DECLINED", "stamp": STAMP + WEEK},
        before=({},),
    ),
    Case(
        "a clock two years slow",
        APPLIED,
        Reason.APPLIED,
        YES,
        says={"stamp": STAMP - timedelta(days=800)},
    ),
    Case(
        "after a clock that was fast",
        APPLIED,
        Reason.APPLIED,
        NO,
        says={"partstat": "DECLINED", "stamp": STAMP + timedelta(days=9000)},
        before=({"stamp": STAMP + timedelta(days=8000)},),
    ),
    Case(
        "taken back",
        APPLIED,
        Reason.APPLIED,
        {},
        says={"partstat": "NEEDS-ACTION", "stamp": STAMP + WEEK},
        before=({},),
    ),
    Case(
        "an unknown meeting",
        Result.UNKNOWN_MEETING,
        Reason.NO_SUCH_MEETING,
        {},
        google,
        says={"uid": "lain@google.com"},
    ),
    Case("a cancelled meeting", STALE, Reason.MEETING_CANCELLED, {}, meeting=CANCELLED),
    Case("whoever was uninvited", STALE, Reason.MEETING_CANCELLED, {}, seat=GONE),
    Case(
        "another organizer",
        REFUSED,
        Reason.OTHER_ORGANIZER,
        {},
        wraps=replacing("ORGANIZER:mailto:rsvp-", "ORGANIZER:mailto:lain-"),
    ),
    *[
        Case(
            f"{method} to an organizer",
            REFUSED,
            Reason.NOT_AN_ANSWER,
            {},
            google,
            says={"method": method},
        )
        for method in ("REQUEST", "CANCEL", "ADD", "PUBLISH", "DECLINECOUNTER")
    ],
]
