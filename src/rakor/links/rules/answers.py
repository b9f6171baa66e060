"""What Zoom answers, read as far as it is needed; nothing of it is believed unseen."""

from typing import Any
from urllib.parse import urlsplit

from rakor.links.rules.failing import Failed
from rakor.links.rules.kinds import Trouble
from rakor.links.rules.wishes import Made

MOST_LINK, MOST_CODE = 1000, 60


def made_of(answer: Any) -> Made:
    """A meeting as Zoom tells of it. Failed where that cannot be read: it may have been made."""
    remote = _digits(answer)
    link = answer.get("join_url")
    passcode = answer.get("password") or ""
    if not _is_link(link) or not isinstance(passcode, str) or not passcode.isprintable():
        raise Failed(Trouble.GARBAGE, sure=False)
    if len(passcode) > MOST_CODE:
        raise Failed(Trouble.GARBAGE, sure=False)
    return Made(remote, link, _grouped(remote), passcode)


def marked(answer: Any, marker: str) -> tuple[list[str], str]:
    """The keys of those meetings of a page that carry our marker, and where the next page begins.

    Zoom cuts an agenda after 250 characters in its lists, so the marker stands first in it.
    """
    rows = answer.get("meetings") if isinstance(answer, dict) else None
    if not isinstance(rows, list):
        raise Failed(Trouble.GARBAGE)
    found = [
        _digits(row)
        for row in rows
        if isinstance(row, dict) and str(row.get("agenda", "")).startswith(marker)
    ]
    following = answer.get("next_page_token") or ""
    return found, following if isinstance(following, str) else ""


def token_of(answer: Any) -> tuple[str, float]:
    """A token and for how many seconds it is good."""
    token = answer.get("access_token") if isinstance(answer, dict) else None
    seconds = answer.get("expires_in") if isinstance(answer, dict) else None
    if not isinstance(token, str) or not token.isascii() or not token.isprintable() or not token:
        raise Failed(Trouble.GARBAGE)
    lasting = isinstance(seconds, int | float) and not isinstance(seconds, bool)
    return token, float(seconds) if lasting and seconds is not None else 0.0


def _digits(answer: Any) -> str:
    """The number of a meeting: an integer of 10 or 11 digits, which some clients read as text."""
    number = answer.get("id") if isinstance(answer, dict) else None
    text = str(number) if isinstance(number, int | str) and not isinstance(number, bool) else ""
    if not (text.isascii() and text.isdigit() and len(text) <= 20):
        raise Failed(Trouble.GARBAGE, sure=False)
    return text


def _grouped(number: str) -> str:
    """`962 1234 5678`, as people read it out."""
    if len(number) < 9:
        return number
    return f"{number[:-8]} {number[-8:-4]} {number[-4:]}"


def _is_link(link: Any) -> bool:
    if not isinstance(link, str) or len(link) > MOST_LINK or not link.isprintable():
        return False
    try:
        parts = urlsplit(link)
        whole = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False
    return whole and not any(mark in link for mark in ' "<>\\')
