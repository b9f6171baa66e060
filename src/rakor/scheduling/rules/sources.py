"""Calendars outside Rakor: where they are, why one cannot be read, and when somebody is taken."""

import struct
import sys
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from rakor.scheduling.rules.spans import Span
from rakor.web.shapes import Line, Shape
from rakor.words import N_

MOST_SOURCES = 5
BACK = timedelta(days=1)
AHEAD = timedelta(days=400)
USUALLY = timedelta(minutes=30)
# Read in full at least so often: an unchanged calendar has new days all the same.
IN_FULL = timedelta(days=1)
LONGEST_PAUSE = timedelta(hours=12)
# What was last seen so long ago says nothing about anybody's time any more.
WORTHLESS = timedelta(days=14)
# Older than that it is said of when it is.
OLD = timedelta(hours=2)
PAUSE_BY_HAND = timedelta(seconds=30)


class SourceKind(StrEnum):
    """How a calendar is asked when its owner is busy."""

    FILE = "file"
    CALDAV = "caldav"


SOURCE_KINDS = {
    SourceKind.FILE: N_("Alamat langganan (ICS) atau free/busy"),
    SourceKind.CALDAV: N_("CalDAV (Nextcloud, Zimbra, Cyrus, …)"),
}


class Trouble(StrEnum):
    """Why a calendar could not be read the last time."""

    ADDRESS = "address"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    CONNECTION = "connection"
    CERTIFICATE = "certificate"
    TIMEOUT = "timeout"
    TOO_LARGE = "too_large"
    UNREADABLE = "unreadable"
    DENIED = "denied"
    GONE = "gone"
    STATUS = "status"
    REDIRECTS = "redirects"
    NO_CALENDAR = "no_calendar"
    TOO_MUCH = "too_much"
    KEY = "key"


# Those up to UNREADABLE are the words of calls (`web.calling`).
TROUBLES = {
    Trouble.ADDRESS: N_("Alamat ini tidak dapat dipakai; perlu alamat lengkap yang berawal https://"),
    Trouble.REFUSED: N_("Server ini tidak boleh dihubungi dari sini."),
    Trouble.UNKNOWN: N_("Nama server ini tidak dikenal."),
    Trouble.CONNECTION: N_("Server tidak dapat dihubungi."),
    Trouble.CERTIFICATE: N_("Sertifikat server tidak sah."),
    Trouble.TIMEOUT: N_("Server tidak menjawab tepat waktu."),
    Trouble.TOO_LARGE: N_("Jawaban server terlalu besar."),
    Trouble.UNREADABLE: N_("Jawaban server tidak dapat dibaca."),
    Trouble.DENIED: N_("Server menolak nama pengguna atau kata sandi."),
    Trouble.GONE: N_("Tidak ada kalender di alamat ini."),
    Trouble.STATUS: N_("Server menjawab dengan pesan kesalahan."),
    Trouble.REDIRECTS: N_("Server mengalihkan ke tempat lain terus-menerus."),
    Trouble.NO_CALENDAR: N_("Jawaban dari alamat ini bukan kalender."),
    Trouble.TOO_MUCH: N_("Kalender ini memuat terlalu banyak acara."),
    Trouble.KEY: N_("Alamatnya tidak dapat dibuka lagi. Hapus, lalu tambahkan kembali."),
}  # fmt: skip


class SourceFacts(Shape):
    """A calendar that somebody wants to be read: its address, and how to get in where needed."""

    kind: SourceKind = SourceKind.FILE
    url: Annotated[Line, Field(min_length=1, max_length=2000)]
    name: Annotated[Line, Field(max_length=80)] = ""
    username: Annotated[Line, Field(max_length=200)] = ""
    password: Annotated[str, Field(max_length=200)] = ""


def next_look(now: datetime, failures: int) -> datetime:
    """When a calendar is read again: seldom where it failed, so that nobody is pestered."""
    return now + min(USUALLY * (1 << min(failures, 10)), LONGEST_PAUSE)


def packed(spans: Sequence[Span]) -> bytes:
    """Spans in order as bytes, eight each: thousands are read at once whenever a time is looked
    for."""
    return struct.pack(f"<{2 * len(spans)}I", *(minute for span in spans for minute in span))


def unpacked(raw: bytes, within: Span) -> list[Span]:
    """Those of packed spans that touch a span of time."""
    minutes = array("I", raw)
    if sys.byteorder == "big":
        minutes.byteswap()
    begins, ends = minutes[::2], minutes[1::2]
    first, last = bisect_right(ends, within[0]), bisect_left(begins, within[1])
    return list(zip(begins[first:last], ends[first:last], strict=True))
