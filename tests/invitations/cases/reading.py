"""Every program's plain answers, and what mail does to them on the way."""

from rakor.invitations.itip import Problem
from rakor.invitations.rules import Reason

from ..clients import (
    CLIENTS,
    apple,
    cyrus,
    exchange,
    google,
    outlook,
    proton,
    thunderbird,
    zimbra,
)
from ..stage import (
    BUDI,
    SECOND,
    SERIES,
)
from .ground import (
    ALL_YES,
    APPLIED,
    NO,
    PENDING,
    REFUSED,
    STALE,
    UNREADABLE,
    YES,
    Case,
    on,
    replacing,
    row,
)

EACH_CLIENT = [
    case
    for name, client in CLIENTS.items()
    for case in (
        Case(f"{name} accepts", APPLIED, Reason.APPLIED, YES, client),
        Case(
            f"{name} declines", APPLIED, Reason.APPLIED, NO, client, says={"partstat": "DECLINED"}
        ),
        Case(
            f"{name} answers one day",
            APPLIED,
            Reason.APPLIED,
            on(SECOND),
            client,
            SERIES,
            says={"day": SECOND, "starts": SECOND},
        ),
        Case(f"{name} answers all days", APPLIED, Reason.APPLIED, ALL_YES, client, SERIES),
    )
]

READING = [
    Case(
        "tentative",
        APPLIED,
        Reason.APPLIED,
        {"single budi@bkn.go.id": "tentative"},
        google,
        says={"partstat": "TENTATIVE"},
    ),
    Case("small letters", APPLIED, Reason.APPLIED, YES, apple, says={"partstat": "accepted"}),
    Case(
        "BOM",
        APPLIED,
        Reason.APPLIED,
        YES,
        proton,
        wraps=replacing("BEGIN:VCALENDAR", "\ufeffBEGIN:VCALENDAR"),
    ),
    Case("doubled CR", APPLIED, Reason.APPLIED, YES, zimbra, wraps=replacing("\r\n", "\r\r\n")),
    Case("NUL at the end", APPLIED, Reason.APPLIED, YES, exchange, wraps=lambda raw: raw + b"\0\0"),
    Case("a colon in a name", APPLIED, Reason.APPLIED, YES, outlook, says={"name": "Biro: Umum"}),
    Case(
        "a comma in a name",
        APPLIED,
        Reason.APPLIED,
        YES,
        thunderbird,
        says={"name": "Santoso, Budi"},
    ),
    Case(
        "a folded line within a letter",
        APPLIED,
        Reason.APPLIED,
        YES,
        cyrus,
        says={"attendees": (row(BUDI, "ACCEPTED", "CN=Sri M\u00fcl\r\n yani"),)},
    ),
    Case("capitals in the address", APPLIED, Reason.APPLIED, YES, exchange),
    Case(
        "an address in percents",
        APPLIED,
        Reason.APPLIED,
        YES,
        cyrus,
        says={"attendees": (row("budi%40bkn.go.id", "ACCEPTED"),)},
    ),
    Case(
        "a person by urn with EMAIL",
        APPLIED,
        Reason.APPLIED,
        YES,
        apple,
        says={"attendees": (f"ATTENDEE;EMAIL={BUDI};PARTSTAT=ACCEPTED:urn:uuid:1-2-3",)},
    ),
    Case("a method in the body only", APPLIED, Reason.APPLIED, YES, apple),
    Case(
        "two methods",
        REFUSED,
        Problem.METHOD_MISMATCH,
        {},
        cyrus,
        wraps=replacing("method=REPLY", "method=CANCEL"),
    ),
    Case(
        "no stamp",
        UNREADABLE,
        Reason.INCOMPLETE,
        {},
        cyrus,
        wraps=replacing("DTSTAMP:", "X-DTSTAMP:"),
    ),
    Case(
        "nobody answers",
        UNREADABLE,
        Reason.INCOMPLETE,
        {},
        cyrus,
        wraps=replacing("ATTENDEE;", "X-ATTENDEE;"),
    ),
    Case(
        "a status nobody knows",
        PENDING,
        Reason.ANSWER_UNKNOWN,
        {},
        cyrus,
        says={"partstat": "X-MAYBE"},
    ),
    Case(
        "Outlook counts in its own property",
        STALE,
        Reason.BEFORE_RESCHEDULE,
        {},
        outlook,
        says={"sequence": 0, "lines": ("SEQUENCE:9",)},
    ),
    Case(
        "winmail.dat",
        UNREADABLE,
        Problem.TNEF,
        {},
        cyrus,
        wraps=lambda raw: raw.replace(
            b"text/calendar; charset=utf-8; method=REPLY", b"application/ms-tnef; name=winmail.dat"
        ),
    ),
]
