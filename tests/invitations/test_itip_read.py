"""Answers as real programs write them, read into values."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from rakor.invitations.itip import Answer, InboundMail, Problem, read

from .mails import BUDI, REPLY, STAMP, TOKEN, calendar, mail, multipart, only


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


def test_outlook_counts_in_a_property_of_its_own():
    body = calendar(summary="X-MICROSOFT-CDO-APPT-SEQUENCE:7")
    assert only(mail(body)).sequence == 7
    assert only(mail(calendar(summary="X-MICROSOFT-CDO-APPT-SEQUENCE:x"))).sequence == 2


def test_a_member_names_the_group():
    line = f'ATTENDEE;MEMBER="mailto:eselon2@bkn.go.id";PARTSTAT=ACCEPTED:mailto:{BUDI}'
    (answer,) = only(mail(calendar(attendee=line))).attendees
    assert answer.member == ("eselon2@bkn.go.id",)


def test_exchange_says_what_a_proposal_is_against():
    line = "X-MS-OLK-ORIGINALSTART;TZID=SE Asia Standard Time:20261201T090000"
    found = only(mail(calendar(summary=line)))
    assert found.original_start == datetime(2026, 12, 1, 2, tzinfo=UTC)


def test_codes_of_request_status_are_kept():
    assert only(mail(calendar(summary="REQUEST-STATUS:2.0;Success"))).status_codes == ("2.0",)


@pytest.mark.parametrize("offset", ["+07:00", "+07.00", "+0700"])
def test_a_zone_is_known_by_the_offset_in_its_name(offset):
    line = f'RECURRENCE-ID;TZID="(GMT{offset}) Bangkok / Hanoi / Jakarta":20261201T090000'
    assert only(mail(calendar(summary=line))).recurrence_id == "20261201T020000Z"
