"""Around an answer: reports of mail servers, machines that answer, senders and addresses."""

from datetime import timedelta
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rakor.invitations import itip
from rakor.invitations.itip import Answer, Bounce, Party, Problem, read

from .mails import BUDI, HEAD, STAMP, TOKEN, calendar, mail, multipart, only


def report(*groups, original=("message/rfc822", "Message-ID: <sent@rakor>\r\n\r\n")):
    request = itip.request(
        itip.CalendarMeeting("rapat@rakor", 0, "Rapat", STAMP, STAMP + timedelta(hours=1)),
        Party(TOKEN),
        Party(BUDI),
        stamp=STAMP,
    ).decode()
    status = "Reporting-MTA: dns; mx.example\r\n\r\n" + "\r\n".join(groups)
    return multipart(
        ("Content-Type: text/plain", "Undelivered"),
        ("Content-Type: message/delivery-status", status),
        (f"Content-Type: {original[0]}", original[1]),
        ("Content-Type: text/calendar; method=REQUEST", request),
        kind="multipart/report; report-type=delivery-status",
    )


FAILED = "Final-Recipient: rfc822; Budi@x.id\r\nAction: failed\r\nStatus: 5.1.1\r\n"
DELAYED = "Final-Recipient: rfc822;siti@x.id\r\nAction: delayed\r\nStatus: 4.4.1\r\n"


@pytest.mark.parametrize(
    "original",
    [
        ("message/rfc822", "Message-ID: <sent@rakor>\r\nSubject: x\r\n\r\nisi\r\n"),
        ("text/rfc822-headers", "Message-ID: <sent@rakor>\r\nSubject: x\r\n"),
    ],
)
def test_a_bounce_names_every_recipient_and_is_never_read_as_a_request(original):
    found = read(
        report(FAILED + "Diagnostic-Code: smtp; 550 unknown\r\n", DELAYED, original=original)
    )
    assert (found.replies, found.problem, found.is_auto_reply) == ((), None, True)
    assert found.bounces == (
        Bounce("budi@x.id", "failed", "5.1.1", "smtp; 550 unknown", "<sent@rakor>"),
        Bounce("siti@x.id", "delayed", "4.4.1", "", "<sent@rakor>"),
    )
    assert [bounce.failed for bounce in found.bounces] == [True, False]


def test_a_bounce_without_the_original_still_names_the_recipient():
    group = "Original-Recipient: rfc822;budi@x.id\r\nFinal-Recipient: rfc822;lain@y.id\r\n"
    found = read(report(group, original=("text/plain", "x")))
    assert found.bounces == (Bounce("budi@x.id"),)


def test_failed_recipients_in_a_header_are_bounces_too():
    head = HEAD + "X-Failed-Recipients: budi@x.id, siti@x.id\r\n"
    found = read(mail("Undelivered", "text/plain", head))
    assert found.bounces == (Bounce("budi@x.id"), Bounce("siti@x.id"))


def test_a_reading_receipt_is_no_answer():
    raw = multipart(
        ("Content-Type: text/calendar; method=REPLY", calendar()),
        kind="multipart/report; report-type=disposition-notification",
    )
    found = read(raw)
    assert (found.replies, found.bounces, found.is_auto_reply) == ((), (), True)
    assert found.problem is Problem.NO_CALENDAR


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("Auto-Submitted: auto-replied (vacation)", True),
        ("Auto-Submitted: no", False),
        ("Precedence: bulk", True),
        ("X-Autoreply: yes", True),
    ],
)
def test_a_message_from_a_machine_is_recognised(header, expected):
    found = read(mail("Saya cuti.", "text/plain", f"{HEAD}{header}\r\n"))
    assert found.is_auto_reply == expected


@pytest.mark.parametrize(
    ("sender", "address"),
    [
        (f'"Santoso, Budi" <{BUDI.upper()}>', BUDI),
        (f"Santoso, Budi <{BUDI}>", BUDI),
        (f"{BUDI} (Budi)", BUDI),
        (f'"ketua@negara.example" <{BUDI}>', BUDI),
        (f"=?utf-8?Q?<ketua@negara.example>?= <{BUDI}>", BUDI),
        (f"ketua@negara.example, {BUDI}", ""),
        (f"<ketua@negara.example> <{BUDI}>", ""),
        (f"{BUDI}\r\nFrom: ketua@negara.example", ""),
        ("Budi", ""),
        ('"' * 3 + BUDI, ""),
    ],
)
def test_a_sender_is_one_address_or_nobody(sender, address):
    head = HEAD.replace(f"Budi Santoso <{BUDI}>", sender)
    assert read(mail(calendar(), head=head)).from_address == address


def test_all_addresses_a_message_came_to_are_tried_the_envelopes_first():
    head = HEAD + "Delivered-To: c@x.id\r\nX-Original-To: d@x.id\r\nCc: E <e@x.id>, f@x.id\r\n"
    found = read(mail(calendar(), head=head), recipients=["A@x.id", "bukan alamat"])
    assert found.to_addresses == ("a@x.id", "c@x.id", "d@x.id", TOKEN, "e@x.id", "f@x.id")


def test_subject_and_text_are_read_as_people_wrote_them():
    message = EmailMessage()
    message["Subject"] = "Rapat è 🙏"
    message.set_content("Mohon maaf,\n\n\n\nsaya  berhalangan \u202e🙏\a" + "." * 5_000)
    found = read(message.as_bytes())
    assert found.subject == "Rapat è 🙏"
    assert found.text.startswith("Mohon maaf,\n\nsaya  berhalangan 🙏...")
    assert len(found.text) == 2_000


@given(
    partstat=st.sampled_from(["ACCEPTED", "DECLINED", "TENTATIVE"]),
    name=st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=80),
)
def test_what_rakor_writes_it_also_reads(partstat, name):
    meeting = itip.CalendarMeeting("rapat@rakor", 7, "Rapat", STAMP, STAMP + timedelta(hours=1))
    body = itip.request(meeting, Party(TOKEN), Party(BUDI, name), stamp=STAMP, partstat=partstat)
    reply = only(mail(body.replace(b"METHOD:REQUEST", b"METHOD:REPLY"), encoding="base64"))
    shown = name.replace('"', "'").replace("^", "")
    assert (reply.uid, reply.sequence, reply.dtstamp) == ("rapat@rakor", 7, STAMP)
    assert reply.attendees == (Answer(BUDI, partstat, shown),)


def test_what_a_message_answers_is_read_the_nearest_first():
    head = HEAD + "In-Reply-To: <b@x.id>\r\nReferences: <a@x.id>\r\n <b@x.id> <c@x.id>\r\n"
    assert read(mail("Hadir", "text/plain", head)).references == (
        "<b@x.id>",
        "<c@x.id>",
        "<a@x.id>",
    )


def test_what_servers_say_about_the_sender_is_read_from_the_top():
    head = "Authentication-Results: mx.id;\r\n dmarc=pass\r\n" + HEAD
    head += "Authentication-Results: evil.id; none\r\n"
    said = read(mail(calendar(), head=head)).authentication
    assert said == ("mx.id; dmarc=pass", "evil.id; none")


@pytest.mark.parametrize(
    ("status", "dead"),
    [
        ("5.1.1", True),
        ("5.1.10", True),
        ("5.4.4", True),
        ("5.2.2", False),
        ("5.7.1", False),
        ("4.1.1", False),
        ("", False),
    ],
)
def test_an_address_is_dead_by_its_status_only(status, dead):
    assert Bounce("budi@x.id", "failed", status).is_dead is dead
    assert not Bounce("budi@x.id", "delayed", status).is_dead
