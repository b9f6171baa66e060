"""A plain answer as bytes, to be bent and broken by the tests of reading."""

import base64
from datetime import UTC, datetime

from rakor.invitations.itip import Answer, Reply, read

STAMP = datetime(2026, 11, 23, 3, 4, 5, tzinfo=UTC)
TOKEN = "rsvp-token@rakor.example.go.id"
BUDI = "budi@bappeda.example.go.id"
HEAD = (
    f"From: Budi Santoso <{BUDI}>\r\nTo: {TOKEN}\r\nSubject: Accepted: Rapat\r\n"
    "Message-ID: <1@mail.example>\r\nMIME-Version: 1.0\r\n"
)
LINES = (
    "BEGIN:VCALENDAR",
    "METHOD:REPLY",
    "VERSION:2.0",
    "BEGIN:VEVENT",
    "UID:rapat@rakor.example.go.id",
    "SEQUENCE:2",
    "DTSTAMP:20261123T030405Z",
    f"ORGANIZER:mailto:{TOKEN}",
    f"ATTENDEE;PARTSTAT=ACCEPTED;CN=Budi Santoso:mailto:{BUDI}",
    "SUMMARY:Rapat",
    "END:VEVENT",
    "END:VCALENDAR",
)
REPLY = Reply(
    method="REPLY",
    uid="rapat@rakor.example.go.id",
    sequence=2,
    dtstamp=STAMP,
    organizer=TOKEN,
    attendees=(Answer(BUDI, "ACCEPTED", "Budi Santoso"),),
)


def calendar(*, without=(), **lines):
    """The reply above with some lines replaced, by the name before `:` or `;`, or left out."""
    kept = []
    for line in LINES:
        name = line.replace(";", ":").split(":")[0]
        if line.startswith(("BEGIN", "END")) or name not in without:
            kept.append(lines.get(name.lower().replace("-", "_"), line))
    return "\r\n".join(kept) + "\r\n"


def mail(body, kind="text/calendar; method=REPLY; charset=utf-8", head=HEAD, encoding="8bit"):
    raw = body if isinstance(body, bytes) else body.encode()
    if encoding == "base64":
        raw = base64.encodebytes(raw)
    return (
        f"{head}Content-Type: {kind}\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n".encode()
        + raw
    )


def multipart(*parts, kind="multipart/mixed"):
    text = "".join(f"--b\r\n{head}\r\n\r\n{body}\r\n" for head, body in parts)
    return f"{HEAD}Content-Type: {kind}; boundary=b\r\n\r\n{text}--b--\r\n".encode()


def only(raw):
    found = read(raw)
    assert found.problem is None
    (reply,) = found.replies
    return reply
