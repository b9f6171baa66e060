"""Ten programs and how each writes an answer. The quirks are those of public issue trackers."""

import base64
import quopri
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

JAKARTA = ZoneInfo("Asia/Jakarta")
CRLF = "\r\n"


@dataclass(frozen=True)
class Said:
    """What somebody answers, before a program has given it its shape."""

    uid: str
    organizer: str
    address: str
    partstat: str = "ACCEPTED"
    name: str = "Budi Santoso"
    sequence: int = 1
    stamp: datetime = datetime(2026, 1, 5, 3, 0, tzinfo=UTC)
    day: datetime | None = None
    starts: datetime = datetime(2030, 3, 5, 2, 0, tzinfo=UTC)
    method: str = "REPLY"
    comment: str = ""
    sender: str = ""
    to: str = ""
    attendees: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()
    events: tuple["Said", ...] = field(default=())

    @property
    def stamped(self) -> str:
        return f"DTSTAMP:{self.stamp:%Y%m%dT%H%M%SZ}"

    def rows(self, line: str) -> list[str]:
        """The ATTENDEE lines: those given, or the program's own."""
        return list(self.attendees) or [line]


def utc(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def local(at: datetime) -> str:
    return f"{at.astimezone(JAKARTA):%Y%m%dT%H%M%S}"


def head(said: Said) -> str:
    """The headers of the message; Date and Received are left out, nothing reads them."""
    return CRLF.join(
        [
            *said.headers,
            f"From: {said.name} <{said.sender or said.address}>",
            f"To: {said.to or said.organizer}",
            f"Subject: {said.partstat.title()}: Rapat Koordinasi",
            "Message-ID: <jawaban@mail.example>",
            "MIME-Version: 1.0",
            "",
        ]
    )


def whole(said: Said, kind: str, body: str, encoding: str = "8bit") -> bytes:
    """A message of one part."""
    return (head(said) + part(kind, body, encoding)).encode()


def part(kind: str, body: str, encoding: str = "8bit") -> str:
    if encoding == "base64":
        body = base64.encodebytes(body.encode()).decode().replace("\n", CRLF)
    elif encoding == "quoted-printable":
        body = quopri.encodestring(body.encode()).decode().replace("\n", CRLF)
    return f"Content-Type: {kind}{CRLF}Content-Transfer-Encoding: {encoding}{CRLF}{CRLF}{body}"


def parts(mark: str, kind: str, *inside: str) -> str:
    joined = "".join(f"--{mark}{CRLF}{each}{CRLF}" for each in inside)
    return f'Content-Type: {kind}; boundary="{mark}"{CRLF}{CRLF}{joined}--{mark}--{CRLF}'


def calendar(prodid: str, method: str, *events: list[str], zone: str = "") -> str:
    lines = ["BEGIN:VCALENDAR", f"PRODID:{prodid}", "VERSION:2.0"]
    lines += [f"METHOD:{method}"] if method else []
    lines += zone.splitlines()
    for event in events:
        lines += ["BEGIN:VEVENT", *filter(None, event), "END:VEVENT"]
    return CRLF.join([*lines, "END:VCALENDAR", ""])


WINDOWS = """BEGIN:VTIMEZONE
TZID:SE Asia Standard Time
BEGIN:STANDARD
DTSTART:16010101T000000
TZOFFSETFROM:+0700
TZOFFSETTO:+0700
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T000000
TZOFFSETFROM:+0700
TZOFFSETTO:+0700
END:DAYLIGHT
END:VTIMEZONE"""


def google(said: Said) -> bytes:
    """Gmail: the same object twice, RECURRENCE-ID in UTC, `X-NUM-GUESTS`."""
    line = (
        f"ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT={said.partstat};CN={said.name}"
        f";X-NUM-GUESTS=0:mailto:{said.address}"
    )
    ics = calendar(
        "-//Google Inc//Google Calendar 70.9054//EN",
        said.method,
        *(
            [
                f"DTSTART:{utc(each.starts)}",
                f"DTEND:{utc(each.starts + timedelta(hours=3))}",
                each.stamped,
                f"ORGANIZER;CN=BPSDM:mailto:{each.organizer}",
                f"UID:{each.uid}",
                *each.rows(line.replace(said.partstat, each.partstat)),
                f"RECURRENCE-ID:{utc(each.day)}" if each.day else "",
                "CREATED:20260101T000000Z",
                f"SEQUENCE:{each.sequence}",
                f"COMMENT:{each.comment}" if each.comment else "",
                *each.lines,
                "STATUS:CONFIRMED",
                "SUMMARY:Rapat Koordinasi",
                "TRANSP:OPAQUE",
            ]
            for each in (said.events or (said,))
        ),
    )
    kind = f'text/calendar; charset="UTF-8"; method={said.method}'
    words = part('text/plain; charset="UTF-8"', "Budi has accepted this invitation.", "base64")
    inner = parts("000a", "multipart/alternative", words, part(kind, ics, "quoted-printable"))
    outer = parts(
        "000b",
        "multipart/mixed",
        inner,
        part('application/ics; name="invite.ics"', ics, "base64"),
    )
    return (head(said) + outer).encode()


def outlook(said: Said) -> bytes:
    """Outlook on Exchange Online: no ORGANIZER, Windows zones, a SEQUENCE of its own, base64."""
    ics = calendar(
        "Microsoft Exchange Server 2010",
        said.method,
        [
            *said.rows(f"ATTENDEE;PARTSTAT={said.partstat};CN={said.name}:mailto:{said.address}"),
            f"COMMENT;LANGUAGE=id-ID:{said.comment or chr(92) + 'n'}",
            f"UID:{said.uid}",
            "SUMMARY;LANGUAGE=id-ID:Accepted: Rapat Koordinasi",
            f"RECURRENCE-ID;TZID=SE Asia Standard Time:{local(said.day)}" if said.day else "",
            f"DTSTART;TZID=SE Asia Standard Time:{local(said.starts)}",
            f"DTEND;TZID=SE Asia Standard Time:{local(said.starts + timedelta(hours=3))}",
            "CLASS:PUBLIC",
            "PRIORITY:5",
            said.stamped,
            "TRANSP:OPAQUE",
            "STATUS:CONFIRMED",
            "SEQUENCE:0",
            "LOCATION;LANGUAGE=id-ID:",
            f"X-MICROSOFT-CDO-APPT-SEQUENCE:{said.sequence}",
            "X-MICROSOFT-CDO-BUSYSTATUS:BUSY",
            *said.lines,
        ],
        zone=WINDOWS,
    )
    kind = f'text/calendar; charset="utf-8"; method={said.method}'
    words = part('text/plain; charset="us-ascii"', "", "7bit")
    body = parts("_000_", "multipart/alternative", words, part(kind, ics, "base64"))
    return (head(said) + body).encode()


def exchange(said: Said) -> bytes:
    """An old Exchange: `MAILTO:` in capitals, empty properties, an alarm nobody can read, 8bit."""
    ics = calendar(
        "Microsoft CDO for Microsoft Exchange",
        said.method,
        [
            f"DTSTART:{utc(said.starts)}",
            said.stamped,
            f"ORGANIZER;CN=BPSDM:MAILTO:{said.organizer.upper()}",
            *said.rows(
                f'ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT={said.partstat};CN="{said.name}"'
                f":MAILTO:{said.address.upper()}"
            ),
            f"RECURRENCE-ID:{utc(said.day)}" if said.day else "",
            f"UID:{said.uid}",
            "CLASS:",
            "DESCRIPTION:\\N",
            f"SEQUENCE:{said.sequence}",
            *said.lines,
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            "DESCRIPTION:REMINDER",
            "TRIGGER;RELATED=START:-PT00H15M00S",
            "END:VALARM",
        ],
    )
    kind = f'text/calendar; method={said.method};{CRLF}\tname="meeting.ics"; charset="utf-8"'
    return whole(said, kind, ics, "8bit")


def apple(said: Said) -> bytes:
    """Apple Mail: no method in the MIME type, an Olson zone, quoted names."""
    ics = calendar(
        "-//Apple Inc.//macOS 15.1//EN",
        said.method,
        [
            f"UID:{said.uid}",
            said.stamped,
            f'ORGANIZER;CN="BPSDM";EMAIL="{said.organizer}":mailto:{said.organizer}',
            *said.rows(
                f'ATTENDEE;CN="{said.name}";CUTYPE=INDIVIDUAL;EMAIL="{said.address}"'
                f";PARTSTAT={said.partstat}:mailto:{said.address}"
            ),
            f"RECURRENCE-ID;TZID=Asia/Jakarta:{local(said.day)}" if said.day else "",
            f"DTSTART;TZID=Asia/Jakarta:{local(said.starts)}",
            "DURATION:PT3H",
            f"SEQUENCE:{said.sequence}",
            f"COMMENT:{said.comment}" if said.comment else "",
            "REQUEST-STATUS:2.0;Success",
            *said.lines,
        ],
    )
    kind = 'text/calendar; charset=utf-8; name="iCal-20260105-100000.ics"'
    words = part("text/plain; charset=us-ascii", "Budi accepted.", "7bit")
    body = parts("Apple-Mail=_1", "multipart/mixed", words, part(kind, ics, "quoted-printable"))
    return (head(said) + body).encode()


def thunderbird(said: Said) -> bytes:
    """Thunderbird: the answer as an attached `application/ics` in 8bit, what it received in X-."""
    ics = calendar(
        "-//Mozilla.org/NONSGML Mozilla Calendar V1.1//EN",
        said.method,
        [
            said.stamped,
            f"UID:{said.uid}",
            f"ORGANIZER:mailto:{said.organizer}",
            *said.rows(
                f"ATTENDEE;CN={said.name};PARTSTAT={said.partstat};ROLE=REQ-PARTICIPANT"
                f":mailto:{said.address}"
            ),
            f"RECURRENCE-ID;TZID=Asia/Jakarta:{local(said.day)}" if said.day else "",
            f"DTSTART;TZID=Asia/Jakarta:{local(said.starts)}",
            f"SEQUENCE:{said.sequence}",
            f"X-MOZ-RECEIVED-SEQUENCE:{said.sequence}",
            *said.lines,
        ],
    )
    words = part("text/plain; charset=UTF-8; format=flowed", "Diterima.", "8bit")
    attached = part('application/ics; name="invite.ics"', ics, "8bit")
    return (head(said) + parts("------------tb", "multipart/mixed", words, attached)).encode()


def zimbra(said: Said) -> bytes:
    """Zimbra: zones whose name says the offset and nothing else, 7bit."""
    zone = '"(GMT+07:00) Bangkok / Hanoi / Jakarta"'
    ics = calendar(
        "Zimbra-Calendar-Provider",
        said.method,
        [
            f"UID:{said.uid}",
            *said.rows(f'ATTENDEE;CN="{said.name}";PARTSTAT={said.partstat}:mailto:{said.address}'),
            f"ORGANIZER;CN=BPSDM:mailto:{said.organizer}",
            f"RECURRENCE-ID;TZID={zone}:{local(said.day)}" if said.day else "",
            f"DTSTART;TZID={zone}:{local(said.starts)}",
            said.stamped,
            f"SEQUENCE:{said.sequence}",
            f"COMMENT:{said.comment}" if said.comment else "",
            *said.lines,
        ],
    )
    return whole(said, f"text/calendar; charset=utf-8; method={said.method}", ics, "7bit")


def yahoo(said: Said) -> bytes:
    """Yahoo: TZID and Z together, a role spelt with an underscore, no zone."""
    ics = calendar(
        "-//Yahoo//Calendar//EN",
        said.method,
        [
            f"DTSTART;TZID=Europe/London:{utc(said.starts)}",
            f"RECURRENCE-ID;TZID=Europe/London:{utc(said.day)}" if said.day else "",
            *said.rows(
                f"ATTENDEE;PARTSTAT={said.partstat};CN={said.name};ROLE=REQ_PARTICIPANT"
                f":mailto:{said.address}"
            ),
            f"ORGANIZER;CN=BPSDM:mailto:{said.organizer}",
            said.stamped,
            f"UID:{said.uid}",
            f"SEQUENCE:{said.sequence}",
            *said.lines,
        ],
    )
    return whole(said, f"text/calendar; method={said.method}; charset=UTF-8", ics, "7bit")


def proton(said: Said) -> bytes:
    """Proton: `method=reply` in small letters."""
    ics = calendar(
        "-//Proton AG//WebClients//EN",
        said.method,
        [
            f"UID:{said.uid}",
            said.stamped,
            f"ORGANIZER:mailto:{said.organizer}",
            *said.rows(f"ATTENDEE;PARTSTAT={said.partstat}:mailto:{said.address}"),
            f"RECURRENCE-ID;TZID=Asia/Jakarta:{local(said.day)}" if said.day else "",
            f"SEQUENCE:{said.sequence}",
            *said.lines,
        ],
    )
    kind = f"text/calendar; charset=utf-8; method={said.method.lower()}"
    return whole(said, kind, ics, "7bit")


def nextcloud(said: Said) -> bytes:
    """Nextcloud: the whole event is copied, all its overrides with it, for one answer."""
    line = f"ATTENDEE;CN={said.name};PARTSTAT={said.partstat}:mailto:{said.address}"
    ics = calendar(
        "-//Sabre//Sabre VObject 4.5.4//EN",
        said.method,
        *(
            [
                each.stamped,
                f"UID:{each.uid}",
                f"ORGANIZER;CN=BPSDM:mailto:{each.organizer}",
                *each.rows(line.replace(said.partstat, each.partstat)),
                f"RECURRENCE-ID;TZID=Asia/Jakarta:{local(each.day)}" if each.day else "",
                "" if each.day else "RRULE:FREQ=WEEKLY;COUNT=6",
                f"DTSTART;TZID=Asia/Jakarta:{local(each.starts)}",
                f"SEQUENCE:{each.sequence}",
                "SUMMARY:Judul yang tidak boleh diambil",
                *each.lines,
            ]
            for each in (said.events or (said,))
        ),
    )
    return whole(said, f"text/calendar; method={said.method}; charset=utf-8", ics)


def cyrus(said: Said) -> bytes:
    """Cyrus: plain and correct."""
    ics = calendar(
        "-//CyrusIMAP.org/Cyrus 3.10//EN",
        said.method,
        [
            f"UID:{said.uid}",
            said.stamped,
            f"ORGANIZER:mailto:{said.organizer}",
            *said.rows(f"ATTENDEE;PARTSTAT={said.partstat}:mailto:{said.address}"),
            f"RECURRENCE-ID:{utc(said.day)}" if said.day else "",
            f"SEQUENCE:{said.sequence}",
            f"COMMENT:{said.comment}" if said.comment else "",
            *said.lines,
        ],
    )
    return whole(said, f"text/calendar; charset=utf-8; method={said.method}", ics)


CLIENTS: dict[str, Callable[[Said], bytes]] = {
    "apple": apple,
    "cyrus": cyrus,
    "exchange": exchange,
    "google": google,
    "nextcloud": nextcloud,
    "outlook": outlook,
    "proton": proton,
    "thunderbird": thunderbird,
    "yahoo": yahoo,
    "zimbra": zimbra,
}
