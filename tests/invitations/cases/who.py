"""Who may answer for whom: tokens, aliases, groups, deputies, strangers."""

from rakor.invitations.rules import Reason

from ..clients import (
    apple,
    google,
    outlook,
)
from ..stage import (
    BUDI,
    GROUP,
    OTHER,
    SARI,
    SECOND,
    SERIES,
)
from .ground import ADDRESS, APPLIED, NEW, PENDING, REFUSED, SPOOF, YES, Case, row

WHO = [
    Case(
        "a spoofer with two attendees",
        APPLIED,
        Reason.APPLIED,
        YES,
        says={"attendees": (row(SARI, "DECLINED"), row(BUDI, "ACCEPTED")), "sender": SPOOF},
    ),
    Case(
        "two answers of one person",
        PENDING,
        Reason.CONTRADICTION,
        {},
        says={"attendees": (row(BUDI, "DECLINED"), row(BUDI, "ACCEPTED"))},
    ),
    Case(
        "a spoofer without a token",
        REFUSED,
        Reason.SENDER_UNPROVEN,
        {},
        says={"organizer": ADDRESS, "sender": SPOOF},
    ),
    Case("a bare From", PENDING, Reason.ONLY_CLAIMED, {}, says={"organizer": ADDRESS}),
    Case("the token in ORGANIZER only", APPLIED, Reason.APPLIED, YES, google, says={"to": ADDRESS}),
    Case("the token in To only", APPLIED, Reason.APPLIED, YES, outlook),
    Case(
        "another address of the same person",
        APPLIED,
        Reason.APPLIED,
        YES,
        apple,
        says={"address": OTHER},
    ),
    Case(
        "a mailing list as sender",
        APPLIED,
        Reason.APPLIED,
        YES,
        google,
        says={"sender": "milis@bkn.go.id"},
    ),
    Case(
        "an address nobody knows, on somebody's letter",
        PENDING,
        Reason.NOT_INVITED,
        {},
        google,
        says={"address": NEW, "name": "Orang Baru"},
    ),
    Case(
        "a party crasher",
        PENDING,
        Reason.NOT_INVITED,
        {},
        google,
        says={"address": NEW, "organizer": ADDRESS},
    ),
    Case(
        "the letter of one in the hands of another",
        PENDING,
        Reason.ONLY_CLAIMED,
        {},
        google,
        says={"address": SARI},
    ),
    Case(
        "a member of the group, with MEMBER",
        APPLIED,
        Reason.GROUP_MEMBER,
        {f"single {NEW}": "accepted"},
        seat=GROUP,
        says={"address": NEW, "attendees": (row(NEW, "ACCEPTED", f'MEMBER="mailto:{GROUP}"'),)},
    ),
    Case(
        "a member of the group, without MEMBER",
        APPLIED,
        Reason.GROUP_MEMBER,
        {f"single {NEW}": "declined"},
        outlook,
        seat=GROUP,
        says={"address": NEW, "partstat": "DECLINED"},
    ),
    Case(
        "the group itself",
        APPLIED,
        Reason.APPLIED,
        {f"single {GROUP}": "tentative"},
        seat=GROUP,
        says={"address": GROUP, "partstat": "TENTATIVE"},
    ),
    Case(
        "MEMBER on another's letter",
        PENDING,
        Reason.NOT_INVITED,
        {},
        says={"address": NEW, "attendees": (row(NEW, "ACCEPTED", f'MEMBER="mailto:{GROUP}"'),)},
    ),
    Case(
        "a deputy before their giver",
        PENDING,
        Reason.BEFORE_DELEGATOR,
        {},
        says={
            "address": NEW,
            "attendees": (row(NEW, "ACCEPTED", f'DELEGATED-FROM="mailto:{BUDI}"'),),
        },
    ),
    Case(
        "a deputy before their giver, as in RFC 5546 section 4.2.6",
        PENDING,
        Reason.BEFORE_DELEGATOR,
        {},
        says={
            "address": NEW,
            "attendees": (
                row(NEW, "ACCEPTED", f'DELEGATED-FROM="mailto:{SARI}"'),
                row(SARI, "DELEGATED", f'DELEGATED-TO="mailto:{NEW}"'),
            ),
        },
    ),
    Case(
        "a wish to delegate to nobody",
        PENDING,
        Reason.WANTS_TO_DELEGATE,
        {},
        says={"partstat": "DELEGATED"},
    ),
    Case(
        "a wish to delegate one day",
        PENDING,
        Reason.WANTS_TO_DELEGATE,
        {},
        meeting=SERIES,
        says={
            "day": SECOND,
            "attendees": (row(BUDI, "DELEGATED", f'DELEGATED-TO="mailto:{NEW}"'),),
        },
    ),
]
