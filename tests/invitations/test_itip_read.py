"""Mail as real programs send it, and as people with bad intentions write it."""

import base64
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rakor.invitations import itip
from rakor.invitations.itip import Answer, Bounce, InboundMail, Party, Problem, Reply, read

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


def test_a_reply_is_read_with_who_sent_it_and_where_it_came_to():
    assert read(mail(calendar()), recipients=["RSVP-Token@rakor.example.go.id"]) == InboundMail(
        message_id="<1@mail.example>",
        from_address=BUDI,
        to_addresses=(TOKEN,),
        subject="Accepted: Rapat",
        replies=(REPLY,),
        method="REPLY",
    )


@pytest.mark.parametrize("encoding", ["8bit", "7bit", "base64"])
@pytest.mark.parametrize(
    "kind",
    [
        "text/calendar; method=REPLY; charset=utf-8",
        'text/calendar; charset="UTF-8"; method="reply"',
        "text/calendar",
        "application/ics; name=invite.ics",
        'application/octet-stream; name="invite.ICS"',
    ],
)
def test_a_reply_is_found_in_whatever_part_it_comes(kind, encoding):
    assert only(mail(calendar(), kind, encoding=encoding)) == REPLY


def test_a_reply_in_quoted_printable_is_read():
    body = calendar().replace("=", "=3D").replace("SEQUENCE", "SEQ=\r\nUENCE")
    assert only(mail(body, encoding="quoted-printable")) == REPLY


@pytest.mark.parametrize(
    "damage",
    [
        lambda raw: b"\xef\xbb\xbf" + raw,
        lambda raw: raw.replace(b"\r\n", b"\r\r\n"),
        lambda raw: raw.replace(b"\r\n", b"\n"),
        lambda raw: raw.replace(b"\r\n", b"\r"),
        lambda raw: raw + b"\x00\x00\x00",
        lambda raw: raw.replace(b"\r\n", b"\r\n\r\n"),
        lambda raw: raw.replace(b"ATTENDEE;PART", b"ATTENDEE;PA\r\n RT"),
        lambda raw: raw.replace(b"BEGIN:VEVENT", b"begin:vevent"),
        lambda raw: raw.decode().encode("utf-16"),
    ],
    ids=["bom", "crcrlf", "lf", "cr", "nul", "blank lines", "fold", "lower case", "utf-16"],
)
def test_damage_that_mail_does_to_calendars_is_repaired(damage):
    assert only(mail(damage(calendar().encode()), encoding="base64")) == REPLY


def test_a_letter_that_was_folded_in_the_middle_is_whole_again():
    raw = calendar(attendee=f"ATTENDEE;PARTSTAT=ACCEPTED;CN=Budi 😀:mailto:{BUDI}").encode()
    emoji = "😀".encode()
    raw = raw.replace(emoji, emoji[:2] + b"\r\n " + emoji[2:])
    assert only(mail(raw)).attendees == (Answer(BUDI, "ACCEPTED", "Budi 😀"),)


@pytest.mark.parametrize("charset", ["iso-8859-1", "windows-1252", "utf-8", "nonsense", "punycode"])
def test_a_name_is_read_in_the_charset_it_was_written_in(charset):
    body = calendar(attendee=f"ATTENDEE;PARTSTAT=ACCEPTED;CN=José:mailto:{BUDI}")
    raw = body.encode("utf-8" if charset == "utf-8" else "cp1252")
    (answer,) = only(mail(raw, f"text/calendar; method=REPLY; charset={charset}")).attendees
    assert answer.name == "José"


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        (f"ATTENDEE;PARTSTAT=accepted:MAILTO:{BUDI.upper()}", Answer(BUDI, "ACCEPTED")),
        (f"ATTENDEE;PARTSTAT=ACCEPTED:mailto:<{BUDI}>", Answer(BUDI, "ACCEPTED")),
        (f"ATTENDEE;PARTSTAT=ACCEPTED:{BUDI}", Answer(BUDI, "ACCEPTED")),
        (
            "ATTENDEE;PARTSTAT=ACCEPTED:mailto:budi%2Brapat%40example.go.id",
            Answer("budi+rapat@example.go.id", "ACCEPTED"),
        ),
        (
            f"ATTENDEE;CN=Biro: Umum, Setda; DKI;PARTSTAT=DECLINED:mailto:{BUDI}",
            Answer(BUDI, "DECLINED", "Biro: Umum, Setda; DKI"),
        ),
        (
            f'ATTENDEE;CN="Biro: Umum; mailto:x@y.z";PARTSTAT=DECLINED:mailto:{BUDI}',
            Answer(BUDI, "DECLINED", "Biro: Umum; mailto:x@y.z"),
        ),
        (
            f'ATTENDEE;CN="Budi;PARTSTAT=DECLINED:mailto:{BUDI}',
            Answer(BUDI, "DECLINED", "Budi"),
        ),
        (
            f"ATTENDEE;CN=Budi ^'Bung^' ^^ S:mailto:{BUDI}",
            Answer(BUDI, "", 'Budi "Bung" ^ S'),
        ),
        (
            f'ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO="mailto:a@x.id","MAILTO:b@x.id":mailto:{BUDI}',
            Answer(BUDI, "DELEGATED", delegated_to=("a@x.id", "b@x.id")),
        ),
        (
            f"ATTENDEE;PARTSTAT=ACCEPTED;DELEGATED-FROM=mailto:a@x.id:mailto:{BUDI}",
            Answer(BUDI, "ACCEPTED", delegated_from=("a@x.id",)),
        ),
        (
            f'ATTENDEE;PARTSTAT=ACCEPTED;SENT-BY="mailto:ajudan@x.id":mailto:{BUDI}',
            Answer(BUDI, "ACCEPTED", sent_by="ajudan@x.id"),
        ),
        (
            f"ATTENDEE;PARTSTAT=ACCEPTED;EMAIL={BUDI}:urn:uuid:0f1e",
            Answer(BUDI, "ACCEPTED"),
        ),
    ],
)
def test_an_attendee_is_understood_however_the_line_is_written(line, answer):
    assert only(mail(calendar(attendee=line))).attendees == (answer,)


@pytest.mark.parametrize(
    "line",
    [
        "ATTENDEE;PARTSTAT=ACCEPTED:invalid:nomail",
        "ATTENDEE;PARTSTAT=ACCEPTED",
        "ATTENDEE:mailto:a@b@c",
        "ATTENDEE:mailto:budi%0A@example.id",
        "ATTENDEE:mailto:a@x.id,mailto:b@x.id",
    ],
)
def test_a_line_that_names_nobody_is_no_answer(line):
    assert only(mail(calendar(attendee=line))).attendees == ()


def test_exchange_leaves_the_organizer_out():
    assert only(mail(calendar(without={"ORGANIZER"}))) == replace(REPLY, organizer="")


@pytest.mark.parametrize("line", ["SEQUENCE:", "SEQUENCE:-1", "SEQUENCE:dua", "SEQUENCE:٣"])
def test_a_number_that_is_none_is_zero(line):
    assert only(mail(calendar(sequence=line))).sequence == 0


def test_a_number_beyond_all_calendars_is_cut():
    assert only(mail(calendar(sequence="SEQUENCE:9999999999"))).sequence == 2**31 - 1


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("DTSTAMP:20261123T030405", STAMP),
        ("DTSTAMP;TZID=Asia/Jakarta:20261123T100405", STAMP),
        ("DTSTAMP;TZID=Europe/London:20261123T030405Z", STAMP),
        ("DTSTAMP:2026-11-23T03:04:05Z", STAMP),
        ("DTSTAMP:20261323T030405Z", None),
        ("DTSTAMP:kemarin", None),
        ("DTSTAMP;TZID=Asia/Jakarta:00010101T000000", None),
    ],
)
def test_the_time_of_an_answer_is_an_instant_or_nothing(line, expected):
    assert only(mail(calendar(dtstamp=line))).dtstamp == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("RECURRENCE-ID:20261201T020000Z", "20261201T020000Z"),
        ("RECURRENCE-ID;TZID=Asia/Jakarta:20261201T090000", "20261201T020000Z"),
        ("RECURRENCE-ID;TZID=SE Asia Standard Time:20261201T090000", "20261201T020000Z"),
        (
            'RECURRENCE-ID;TZID="(UTC+07:00) Bangkok, Hanoi, Jakarta":20261201T090000',
            "20261201T020000Z",
        ),
        ("RECURRENCE-ID;VALUE=DATE:20261201", "20261201"),
        ("RECURRENCE-ID;TZID=tzone://Microsoft/Custom:20261201T090000", "20261201T090000"),
        ("RECURRENCE-ID;TZID=../../etc/passwd:20261201T090000", "20261201T090000"),
    ],
)
def test_an_occurrence_is_named_by_its_instant_where_there_is_one(line, expected):
    body = calendar(summary=line)
    assert only(mail(body)) == replace(REPLY, recurrence_id=expected)


@pytest.mark.parametrize("params", [";RANGE=THISANDFUTURE", ";THISANDFUTURE"])
def test_this_and_future_does_not_pass_for_an_answer_to_the_whole(params):
    body = calendar(summary=f"RECURRENCE-ID{params}:20261201T020000Z")
    assert only(mail(body)) == replace(
        REPLY, recurrence_id="20261201T020000Z", this_and_future=True
    )


def zone(name, *offsets):
    blocks = "".join(
        f"BEGIN:{kind}\r\nDTSTART:16010101T000000\r\nTZOFFSETFROM:{offset}\r\n"
        f"TZOFFSETTO:{offset}\r\nRRULE:FREQ=SECONDLY\r\nEND:{kind}\r\n"
        for kind, offset in zip(("STANDARD", "DAYLIGHT"), offsets, strict=False)
    )
    return f"BEGIN:VTIMEZONE\r\nTZID:{name}\r\n{blocks}END:VTIMEZONE\r\nBEGIN:VEVENT"


@pytest.mark.parametrize(
    ("offsets", "expected"),
    [
        (["+0700"], datetime(2026, 12, 1, 2, tzinfo=UTC)),
        (["+0700", "+0700"], datetime(2026, 12, 1, 2, tzinfo=UTC)),
        (["+0700", "+0800"], None),
        (["+9900"], None),
        ([], None),
    ],
)
def test_a_zone_of_its_own_counts_where_its_offset_never_changes(offsets, expected):
    body = calendar(summary="DTSTART;TZID=Customized Time Zone:20261201T090000")
    body = body.replace("BEGIN:VEVENT", zone("Customized Time Zone", *offsets))
    assert only(mail(body)).starts_at == expected


@pytest.mark.parametrize(
    ("end", "hours"), [("DTEND:20261201T050000Z", 3), ("DURATION:PT1H", 1), ("DURATION:P9W", None)]
)
def test_a_proposal_carries_its_times_and_its_reason(end, hours):
    lines = f"DTSTART:20261201T020000Z\r\n{end}\r\nCOMMENT:Mohon digeser\\, ada\\nsidang"
    body = calendar(summary=lines, method="METHOD:COUNTER")
    start = datetime(2026, 12, 1, 2, tzinfo=UTC)
    assert only(mail(body, "text/calendar; method=COUNTER")) == replace(
        REPLY,
        method="COUNTER",
        starts_at=start,
        ends_at=start + (timedelta(hours=hours) if hours else timedelta(weeks=9)),
        comment="Mohon digeser, ada\nsidang",
    )


@pytest.mark.parametrize("end", ["DURATION:P99999999999W", "DURATION:PT1H30", "DURATION:P500D"])
def test_a_proposal_without_end_is_a_start(end):
    body = calendar(summary=f"DTSTART:20261201T020000Z\r\n{end}", method="METHOD:COUNTER")
    reply = only(mail(body, "text/calendar; method=COUNTER"))
    assert (reply.starts_at is None, reply.ends_at) == (False, None)


def test_alarms_and_tasks_in_a_reply_say_nothing():
    alarm = f"BEGIN:VALARM\r\nATTENDEE;PARTSTAT=DECLINED:mailto:{BUDI}\r\nUID:x\r\nEND:VALARM"
    task = "BEGIN:VTODO\r\nUID:task\r\nEND:VTODO\r\nBEGIN:VEVENT"
    body = calendar(summary=alarm).replace("BEGIN:VEVENT", task)
    assert only(mail(body)) == REPLY


def test_google_sends_the_same_answer_twice_and_it_counts_once():
    raw = multipart(
        ("Content-Type: text/plain", "Budi has accepted."),
        ("Content-Type: text/calendar; method=REPLY", calendar()),
        ("Content-Type: application/ics; name=invite.ics", calendar()),
    )
    found = read(raw)
    assert (found.replies, found.text, found.problem) == ((REPLY,), "Budi has accepted.", None)


def test_two_different_answers_in_one_message_are_both_read():
    other = calendar(uid="UID:lain@rakor.example.go.id")
    raw = multipart(
        ("Content-Type: text/calendar; method=REPLY", calendar()),
        ("Content-Type: text/calendar; method=REPLY", other),
    )
    assert read(raw).replies == (REPLY, replace(REPLY, uid="lain@rakor.example.go.id"))


def test_a_calendar_that_cannot_be_read_does_not_hide_one_that_can():
    raw = multipart(
        ("Content-Type: text/calendar", "bukan kalender"),
        ("Content-Type: text/calendar; method=REPLY", calendar()),
    )
    assert only(raw) == REPLY


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        (mail(calendar(), "text/calendar; method=CANCEL"), Problem.METHOD_MISMATCH),
        (mail(calendar(summary="METHOD:CANCEL")), Problem.METHOD_MISMATCH),
        (mail(calendar(without={"METHOD"}), "text/calendar"), Problem.NO_METHOD),
        (mail("BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nEND:VCALENDAR"), Problem.NO_EVENT),
        (mail("halo"), Problem.UNREADABLE),
        (mail(""), Problem.UNREADABLE),
        (mail("Saya hadir.", "text/plain"), Problem.NO_CALENDAR),
        (mail("x", 'application/ms-tnef; name="winmail.dat"'), Problem.TNEF),
        (b"", Problem.NO_CALENDAR),
        (b"\xff\xfe\x00", Problem.NO_CALENDAR),
    ],
)
def test_what_cannot_be_taken_says_why(raw, problem):
    found = read(raw)
    assert (found.problem, found.replies) == (problem, ())


def test_a_mismatch_in_one_part_refuses_the_whole_message():
    raw = multipart(
        ("Content-Type: text/calendar; method=REPLY", calendar()),
        ("Content-Type: text/calendar; method=CANCEL", calendar()),
    )
    assert read(raw).problem is Problem.METHOD_MISMATCH


def test_an_answer_inside_a_forwarded_message_is_not_the_senders():
    inner = mail(calendar()).decode()
    found = read(multipart(("Content-Type: message/rfc822", inner)))
    assert (found.replies, found.problem) == ((), Problem.NO_CALENDAR)


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


@given(st.binary(max_size=400))
def test_no_bytes_at_all_stop_the_inbox(raw):
    assert isinstance(read(raw), InboundMail)


@given(
    st.lists(
        st.sampled_from([*LINES, ";", ":", '"', "\0", "é", " ", "BEGIN:VTIMEZONE"]), max_size=20
    ),
    st.sampled_from(["text/calendar", "multipart/report", "message/rfc822", "text/plain; =;;"]),
)
def test_no_pieces_of_a_calendar_stop_the_inbox(pieces, kind):
    assert isinstance(read(mail("\r\n".join(pieces), kind)), InboundMail)


def test_a_file_name_in_no_encoding_costs_only_itself():
    raw = multipart(
        ("Content-Type: application/octet-stream; name*=punycode''%FF.ics", calendar()),
        ("Content-Type: text/calendar; method=REPLY", calendar()),
    )
    assert only(raw) == REPLY


def test_a_message_the_library_stumbles_over_is_put_aside_with_its_headers():
    raw = f"{HEAD}Content-Type: multipart/mixed; boundary*=punycode''%FF\r\n\r\n--b\r\n".encode()
    found = read(raw)
    assert (found.problem, found.from_address) == (Problem.UNREADABLE, BUDI)


def test_a_subject_that_cannot_be_decoded_is_shown_as_it_came():
    head = HEAD.replace("Accepted: Rapat", "=?utf-8?b?A?=")
    assert read(mail(calendar(), head=head)).subject == "=?utf-8?b?A?="


def test_of_many_parts_only_the_first_are_opened():
    found = read(multipart(*[("Content-Type: text/calendar", calendar())] * 300))
    assert (found.replies, found.problem) == ((REPLY,), None)


def nested(depth):
    opened = "".join(
        f"--b{n}\r\nContent-Type: multipart/mixed; boundary=b{n + 1}\r\n\r\n" for n in range(depth)
    )
    return f"{HEAD}Content-Type: multipart/mixed; boundary=b0\r\n\r\n{opened}".encode()


BOMBS = {
    "nested": (nested(2_000), Problem.TOO_DEEP),
    "parts": (nested(0) + b"--b0\r\n\r\n" * 20_000, Problem.TOO_DEEP),
    "bytes": (mail("x" * 10_000_001), Problem.TOO_LARGE),
    "lines": (mail("\n" * 1_000_000), Problem.TOO_LARGE),
    "parameters": (mail("x", "text/calendar" + ";" * 1_000_000), Problem.TOO_LARGE),
    "quotes": (
        mail("x", "text/plain", 'From: "' + '\\"' * 1_000_000 + "\r\n"),
        Problem.NO_CALENDAR,
    ),
    "brackets": (mail("x", "text/plain", "To: " + "<" * 1_000_000 + "\r\n"), Problem.NO_CALENDAR),
    "words": (
        mail("x", "text/plain", "Subject: " + "=?utf-8?Q?" * 100_000 + "\r\n"),
        Problem.NO_CALENDAR,
    ),
    "calendar": (mail("BEGIN:VCALENDAR\r\n" + "x" * 1_000_000), Problem.TOO_LARGE),
    "folded": (mail(calendar(summary="SUMMARY:" + "x\r\n " * 120_000)), None),
    "components": (mail("BEGIN:VCALENDAR\r\n" + "BEGIN:VEVENT\r\n" * 60_000), Problem.NO_METHOD),
    "attendees": (mail(calendar(summary=f"ATTENDEE:mailto:{BUDI}\r\n" * 19_000)), None),
    "quoted": (mail(calendar(summary='ATTENDEE;CN="' + '"' * 900_000 + ":mailto:x@y.z")), None),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_put_aside_in_no_time(name):
    raw, problem = BOMBS[name]
    begun = time.perf_counter()
    found = read(raw)
    assert found.problem == problem
    # Far above what any of them takes, far below what each took somewhere without its limit.
    assert time.perf_counter() - begun < 5


def test_of_a_message_too_large_to_open_the_headers_are_still_read():
    found = read(BOMBS["bytes"][0])
    assert (found.message_id, found.from_address, found.to_addresses) == (
        "<1@mail.example>",
        BUDI,
        (TOKEN,),
    )
