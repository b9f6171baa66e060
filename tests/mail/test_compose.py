"""Letters read back with the library: what was meant arrives, and nothing breaks out."""

import email
import email.policy
from datetime import UTC, datetime
from email.header import decode_header, make_header
from email.utils import parseaddr

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rakor.mail.compose import Address, Attachment, Image, compose

DATE = datetime(2026, 11, 23, 3, 4, 5, tzinfo=UTC)
INVITATION = (
    b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:Rapat \xf0\x9f\x99\x82\r\nEND:VCALENDAR\r\n"
)
QR = Image("qr@rakor.example.go.id", b"\x89PNG" + bytes(range(256)) * 4)


def letter(**changes):
    values = {
        "sender": Address("undangan@rakor.example.go.id", "Biro Umum, Sekretariat"),
        "to": Address("budi@bappeda.example.go.id", "Dr. Budi Santoso, S.E."),
        "subject": "Undangan: Rapat koordinasi – tahap I",
        "text": "Yth. Bapak/Ibu,\nmohon hadir.\n",
        "html": "<p>Mohon hadir – 🙏</p>\n",
        "message_id": "<0f1e@rakor.example.go.id>",
        "date": DATE,
    } | changes
    return compose(**values)


def opened(raw):
    """The letter as the library reads it; every part of it is well-formed."""
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert [part.defects for part in message.walk() if part.defects] == []
    return message


def shape(part):
    inside = [shape(child) for child in part.iter_parts()] if part.is_multipart() else []
    return (part.get_content_type(), inside) if inside else part.get_content_type()


def test_a_letter_says_who_writes_to_whom_about_what():
    message = opened(letter(reply_to=Address("rsvp-token@rakor.example.go.id", "Biro Umum")))
    names = ["From", "To", "Reply-To", "Subject", "Message-ID", "MIME-Version"]
    assert [str(message[name]) for name in names] == [
        '"Biro Umum, Sekretariat" <undangan@rakor.example.go.id>',
        '"Dr. Budi Santoso, S.E." <budi@bappeda.example.go.id>',
        "Biro Umum <rsvp-token@rakor.example.go.id>",
        "Undangan: Rapat koordinasi – tahap I",
        "<0f1e@rakor.example.go.id>",
        "1.0",
    ]
    assert message["Date"].datetime == DATE


def test_a_plain_letter_is_text_and_html():
    message = opened(letter())
    assert shape(message) == ("multipart/alternative", ["text/plain", "text/html"])
    assert message.get_body(["plain"]).get_content() == "Yth. Bapak/Ibu,\r\nmohon hadir.\r\n"
    assert message.get_body(["html"]).get_content() == "<p>Mohon hadir – 🙏</p>\r\n"


def test_an_invitation_carries_its_calendar_inline_and_as_a_file():
    paper = Attachment("surat.pdf", b"%PDF-1.7\n", "application/pdf")
    message = opened(letter(calendar=(INVITATION, "REQUEST"), images=[QR], attachments=[paper]))
    assert shape(message) == (
        "multipart/mixed",
        [
            (
                "multipart/alternative",
                [
                    "text/plain",
                    ("multipart/related", ["text/html", "image/png"]),
                    "text/calendar",
                ],
            ),
            "application/ics",
            "application/pdf",
        ],
    )
    parts = {part.get_content_type(): part for part in message.walk()}
    inline, file = parts["text/calendar"], parts["application/ics"]
    assert (inline.get_param("method"), inline.get_content_charset()) == ("REQUEST", "utf-8")
    assert inline.get_payload(decode=True) == file.get_payload(decode=True) == INVITATION
    assert (file.get_filename(), file["Content-Disposition"].content_disposition) == (
        "invite.ics",
        "attachment",
    )
    assert parts["application/pdf"].get_content() == b"%PDF-1.7\n"
    assert parts["image/png"]["Content-ID"] == "<qr@rakor.example.go.id>"
    assert parts["image/png"].get_content() == QR.content


def test_the_same_letter_has_the_same_bytes_and_another_letter_another_boundary():
    assert letter(calendar=(INVITATION, "REQUEST")) == letter(calendar=(INVITATION, "REQUEST"))
    boundaries = {
        opened(letter(message_id=f"<{n}@rakor.example.go.id>")).get_boundary() for n in range(3)
    }
    assert len(boundaries) == 3


def test_a_letter_may_say_that_a_machine_wrote_it():
    message = opened(
        letter(headers={"Auto-Submitted": "auto-generated", "List-Id": "<rapat.rakor.example>"})
    )
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["List-Id"] == "<rapat.rakor.example>"


def test_a_domain_beyond_ascii_is_written_in_punycode():
    message = opened(letter(to=Address("budi@pemdá.example")))
    assert message["To"].addresses[0].addr_spec == "budi@xn--pemd-8na.example"


def test_an_attachment_keeps_its_name_beyond_ascii():
    name = "Undangan – Café " + "é" * 150 + ".pdf"
    message = opened(
        letter(attachments=[Attachment("Notula – Café.pdf", b"x"), Attachment(name, b"y")])
    )
    first, second = message.iter_attachments()
    assert first.get_filename() == "Notula – Café.pdf"
    assert second.get_filename() == name[:55] + name[-15:]


@pytest.mark.parametrize(
    "changes",
    [
        {"to": Address("budi@x.id>\r\nBcc: a@b.id")},
        {"to": Address("budi@x.id, lain@y.id")},
        {"to": Address("budi")},
        {"to": Address("")},
        {"to": Address("búdi@x.id")},
        {"to": Address("budi@" + "é" * 80 + ".id")},
        {"sender": Address("a b@x.id")},
        {"reply_to": Address("a@x.id\n")},
        {"message_id": "<a@b>\r\nBcc: x@y.id"},
        {"message_id": "a@b"},
        {"headers": {"X-Note": "a\r\nBcc: x@y.id"}},
        {"headers": {"X-Note\r\nBcc": "x@y.id"}},
        {"headers": {"X-Note": "é"}},
        {"headers": {"X-Note": "x" * 901}},
        {"headers": {"to": "x@y.id"}},
        {"headers": {"Content-Type": "text/html"}},
        {"attachments": [Attachment('a"\r\nX: y', b"")]},
        {"attachments": [Attachment("a.pdf", b"", "text/html\r\nX: y")]},
        {"attachments": [Attachment("../a.pdf", b"")]},
        {"images": [Image("a b", b"")]},
        {"calendar": (INVITATION, "REQUEST\r\nX: y")},
    ],
)
def test_what_could_break_out_of_its_line_is_refused(changes):
    with pytest.raises(ValueError, match="not"):
        letter(**changes)


texts = st.text(max_size=400) | st.sampled_from(
    ["x" * 5_000, ".\n..\n.\r\n", "--=_mixed_\n--", "From saya\n", "\t \n", "=\n=20", "é" * 2_000]
)
names = st.text(max_size=150) | st.sampled_from(
    [
        'Budi "Bung"\r\nBcc: x@y.id, S.E. <a@b.id>',
        "=?utf-8?q?x?=",
        "x" * 300,
        "\\",
        "a,b;c:d<e>@[f]",
        "kata " * 60,
        "👩🏽‍⚖️" * 40,
    ]
)


@given(subject=names, sender=names, to=names, text=texts, html=texts)
def test_nothing_people_write_changes_the_shape_of_a_letter(subject, sender, to, text, html):
    raw = letter(
        subject=subject,
        sender=Address("undangan@rakor.example.go.id", sender),
        to=Address("budi@bappeda.example.go.id", to),
        text=text,
        html=html,
        calendar=(INVITATION, "REQUEST"),
    )
    assert raw.isascii()
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert b"\r" not in raw.replace(b"\r\n", b"")
    assert max(map(len, raw.split(b"\r\n"))) <= 998

    message = email.message_from_bytes(raw, policy=email.policy.compat32)
    assert [part.defects for part in message.walk() if part.defects] == []
    assert [name for name, _value in message.items()] == [
        *("From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type"),
    ]
    plain, rich, calendar, file = (part for part in message.walk() if not part.is_multipart())
    for part, written in ((plain, text), (rich, html)):
        expected = written.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n") + "\n"
        arrived = part.get_payload(decode=True).decode().replace("\r\n", "\n")
        assert arrived == expected.encode("utf-8", "replace").decode()
    assert calendar.get_payload(decode=True) == file.get_payload(decode=True) == INVITATION


@given(names)
def test_a_name_arrives_as_it_was_written(name):
    raw = letter(to=Address("budi@bappeda.example.go.id", name))
    # The newer reader of the library puts spaces between encoded words.
    message = email.message_from_bytes(raw, policy=email.policy.compat32)
    phrase, address = parseaddr(message["To"].replace("\r\n", ""))
    assert address == "budi@bappeda.example.go.id"
    if name.isprintable():
        assert str(make_header(decode_header(phrase))) == " ".join(name.split())
