"""The berita acara (domain: B.7) of what was agreed, as values made of the minutes."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from rakor.minutes.export.values import Delegation, MinutesDocument
from rakor.words.numbers import spelled, spelled_day

TITLE = "BERITA ACARA"
_NOBODY = "………………………………"


def agreement(document: MinutesDocument, day: date, agencies: Sequence[str] = ()) -> dict[str, Any]:
    """What `agreement.typ` and `agreement.docx` print: parties, what they agreed, who signs.

    The organizer comes first, then the agencies that were there in the order of protocol, or only
    the named `agencies`, as one pair or several. What is confidential is not for here: the caller
    hands in what participants read.
    """
    others = [
        each
        for each in document.attendance
        if each.heads and each.agency != document.letterhead.name
        and (not agencies or each.agency in agencies)
    ]  # fmt: skip
    chair = document.signing.chair
    parties = [
        {
            "name": chair.name,
            "office": ", ".join(line.rstrip(",") for line in chair.heading if line),
            "agency": document.letterhead.name,
        },
        *map(_party, others),
    ]
    facts = document.facts
    place = ", ".join(facts.places) or _NOBODY
    return {
        "created_at": document.created_at.isoformat(),
        "document_title": f"Berita acara {facts.meeting}",
        "document_author": document.letterhead.name,
        "letterhead": {
            "parent": document.letterhead.parent,
            "name": document.letterhead.name,
            "address": list(document.letterhead.address),
        },
        "title": TITLE,
        "subject": facts.meeting,
        "watermark": "" if document.approved else "DRAF",
        "opening": f"Pada hari ini, {spelled_day(day)}, bertempat di {place}, kami:",
        "parties": [{"number": str(at), **party} for at, party in enumerate(parties, 1)],
        "agreed": f"telah mengikuti {facts.meeting} dan menyepakati hal-hal berikut:",
        "points": [{"number": str(each.number), "text": each.text} for each in document.decisions],
        "closing": (
            f"Demikian berita acara ini dibuat dalam rangkap {len(parties)} "
            f"({spelled(len(parties))}) untuk digunakan sebagaimana mestinya."
        ),
        "place_and_date": document.signing.place_and_date,
        "witness": "Dilakukan di hadapan:",
        "blank": _NOBODY,
    }


def _party(delegation: Delegation) -> dict[str, str]:
    """Whoever came first for an agency speaks for it; the place for the name stays free to edit."""
    first = next(each for each in delegation.attendees if each.present)
    office = first.representing and f"{first.position}, mewakili {first.representing}"
    return {
        "name": first.name,
        "office": office or first.position or "–",
        "agency": delegation.agency,
    }
