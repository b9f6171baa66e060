"""Bytes of people with bad intentions: nothing stops the inbox, and nothing takes long."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rakor.invitations.itip import InboundMail, Problem, read

from .mails import BUDI, HEAD, LINES, REPLY, TOKEN, calendar, mail, multipart, only


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
