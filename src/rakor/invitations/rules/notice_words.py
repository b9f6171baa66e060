"""Differences as people read them: what it is, before and after."""

from dataclasses import dataclass
from datetime import datetime

from rakor import words
from rakor.invitations.rules.differences import DIFFERENCES, Change, Difference
from rakor.invitations.rules.facts import Facts
from rakor.meetings.rules import MODES, Mode, Series, said_rule
from rakor.words import N_, _

# What is told without its text, as that is long or must not be told.
_ANOTHER = {
    Difference.LINK: N_("Tautan daring yang baru ada pada halaman pribadi Bapak/Ibu."),
    Difference.PURPOSE: N_("Uraian rapat diperbarui."),
}
_ONE_DAY_ONLY = frozenset({Difference.DAY_TITLE, Difference.DAY_PLACE})


@dataclass(frozen=True, slots=True)
class Said:
    """One line of what is different; `day` is the day of a series it is about, as words."""

    what: Difference
    label: str
    before: str
    after: str
    day: str = ""


def said_changes(changes: tuple[Change, ...], now: Facts) -> list[Said]:
    """The differences in the reader's language, at the clock of the meeting's place."""
    return [_said(change, now) for change in changes]


def _said(change: Change, now: Facts) -> Said:
    label = _(DIFFERENCES[change.what])
    day = words.date(change.day, now.timezone) if change.day else ""
    if change.what in _ANOTHER:
        return Said(change.what, label, "", _(_ANOTHER[change.what]), day)
    return Said(change.what, label, _text(change, change.before, now), _after(change, now), day)


def _after(change: Change, now: Facts) -> str:
    text = _text(change, change.after, now)
    if change.what is Difference.DAY_CANCELLED:
        return text or _("tidak diadakan")
    return text or _("tidak ada")


def _text(change: Change, value: str | tuple[datetime, datetime], now: Facts) -> str:
    if not isinstance(value, str):
        return words.day_and_time(*value, now.timezone)
    if change.what is Difference.MODE and value:
        return _(MODES[Mode(value)])
    if change.what in (Difference.RULE, Difference.MORE_DAYS):
        return _rule(value, now)
    if not value and change.what in _ONE_DAY_ONLY:
        return now.title if change.what is Difference.DAY_TITLE else now.place
    return value


def _rule(rule: str, now: Facts) -> str:
    if not rule:
        return _("satu kali")
    return said_rule(Series(now.starts_at, now.ends_at, now.timezone, rule))
