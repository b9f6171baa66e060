"""The berita acara (domain: B.7) of what was agreed, as values made of the minutes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import orjson

from rakor import words
from rakor.documents import qr
from rakor.minutes.export.values import Decision, Delegation, MinutesDocument, Verification
from rakor.minutes.rules.agreement import AgreementChoices
from rakor.words.numbers import spelled, spelled_day

TITLE = "BERITA ACARA"
DRAFT = "DRAF"
_NOBODY = "………………………………"
_NONE: dict[str, str] = {"agency": "", "office": "", "name": ""}


@dataclass(frozen=True, slots=True)
class Edition:
    """What is known of a berita acara beside its words; without a moment it is a draft."""

    day: date
    number: str = ""
    version: int = 1
    replaces: str = ""
    issued_at: datetime | None = None
    verification: Verification | None = None


def parties_of(document: MinutesDocument) -> list[str]:
    """The agencies with which one can be made: those that came, in the order of protocol."""
    return [each.agency for each in _others(document)]


def agreement(
    document: MinutesDocument,
    choices: AgreementChoices,
    edition: Edition,
    agencies: Sequence[str] = (),
) -> dict[str, Any]:
    """What is printed: parties, what they agreed, who signs; plain values that a table keeps.

    The organizer comes first, then the agencies that were there in the order of protocol, or only
    the named `agencies`. What is confidential is not for here: the caller hands in what
    participants read.
    """
    parties = _parties(document, choices, agencies)
    facts = document.facts
    place = " dan ".join(facts.places) or _NOBODY
    return {
        **_head(document, edition),
        "opening": choices.opening
        or f"Pada hari ini, {spelled_day(edition.day)}, bertempat di {place}, kami:",
        "parties": [{"number": str(at), **party} for at, party in enumerate(parties, 1)],
        "agreed": f"telah mengikuti {facts.meeting} dan menyepakati hal-hal berikut:",
        "points": [
            {"number": str(at), "decision": str(each.number), "text": each.text}
            for at, each in enumerate(chosen(document, choices), 1)
        ],
        "closing": choices.closing
        or (
            f"Demikian berita acara ini dibuat dalam rangkap {len(parties)} "
            f"({spelled(len(parties))}) untuk digunakan sebagaimana mestinya."
        ),
        "place_and_date": _place_and_date(document, choices),
        "signing_rows": [
            {"left": pair[0], "right": pair[1] if len(pair) > 1 else dict(_NONE)}
            for pair in (parties[at : at + 2] for at in range(0, len(parties), 2))
        ],
        "witness": "Dilakukan di hadapan:" if choices.witness else "",
        "witness_name": choices.witness,
        "witness_office": choices.witness_office,
        "blank": _NOBODY,
        **_verified(edition.verification),
    }


def _head(document: MinutesDocument, edition: Edition) -> dict[str, Any]:
    """What stands above the words: kop, title, number, which version, and whether it is a draft."""
    kop, issued_at = document.letterhead, edition.issued_at
    return {
        "created_at": (issued_at or document.created_at).isoformat(),
        "document_title": f"Berita acara {document.facts.meeting}",
        "document_author": kop.name,
        "letterhead": {"parent": kop.parent, "name": kop.name, "address": list(kop.address)},
        "title": TITLE,
        "number": edition.number or _NOBODY,
        "number_line": f"Nomor: {edition.number or _NOBODY}",
        "subject": document.facts.meeting,
        "security": document.security,
        "watermark": "" if issued_at else DRAFT,
        "edition": _edition(edition),
    }


def _verified(verification: Verification | None) -> dict[str, Any]:
    """The code with its page, and both as a sentence."""
    if verification is None:
        return {"verification": None, "verification_line": ""}
    code, url = verification.code, verification.url
    line = f"Kode verifikasi dokumen {code}. Keaslian dokumen ini dapat diperiksa di {url}"
    return {"verification": {"code": code, "url": url}, "verification_line": line}


def chosen(document: MinutesDocument, choices: AgreementChoices) -> list[Decision]:
    """The decisions that stand in it, in the order of the minutes."""
    wanted = choices.decisions
    return [each for each in document.decisions if wanted is None or each.number in wanted]


def to_typst(values: Mapping[str, Any]) -> dict[str, Any]:
    """What `agreement.typ` prints; the verification code comes along as a drawing."""
    told = values["verification"]
    return {**values, "verification": told and {**told, "svg": qr.svg(told["url"])}}


def to_word(values: Mapping[str, Any]) -> dict[str, Any]:
    """What a Word template may name in its placeholders; the code comes along as a picture."""
    told = values["verification"]
    return {**values, "verification": told and {**told, "qr": qr.png(told["url"])}}


def to_record(values: Mapping[str, Any]) -> str:
    """The same as JSON, which lies inside the PDF."""
    return orjson.dumps(values, option=orjson.OPT_INDENT_2).decode()


def _others(document: MinutesDocument) -> list[Delegation]:
    name = document.letterhead.name
    return [each for each in document.attendance if each.heads and each.agency != name]


def _parties(
    document: MinutesDocument, choices: AgreementChoices, agencies: Sequence[str]
) -> list[dict[str, str]]:
    there = {each.agency: each for each in _others(document)}
    chair, own = document.signing.chair, document.letterhead.name
    parties = [
        {
            "name": chair.name,
            "office": ", ".join(line.rstrip(",") for line in chair.heading if line),
            "agency": own,
        },
        *(_party(name, there.get(name)) for name in agencies or there),
    ]
    said = {each.agency: each for each in choices.signers}
    for party in parties:
        if signer := said.get(party["agency"]):
            party["name"] = signer.name or party["name"]
            party["office"] = signer.office or party["office"]
    return parties


def _party(agency: str, delegation: Delegation | None) -> dict[str, str]:
    """Whoever came first for an agency speaks for it; the secretariat may name somebody else."""
    if delegation is None:
        return {"name": _NOBODY, "office": "–", "agency": agency}
    first = next(each for each in delegation.attendees if each.present)
    office = first.representing and f"{first.position}, mewakili {first.representing}"
    return {"name": first.name, "office": office or first.position or "–", "agency": agency}


def _edition(edition: Edition) -> str:
    said = "Belum diterbitkan" if edition.issued_at is None else ""
    if edition.version > 1:
        instead = f", menggantikan nomor {edition.replaces}" if edition.replaces else ""
        said = ". ".join(filter(None, (said, f"Versi {edition.version}{instead}")))
    return said


def _place_and_date(document: MinutesDocument, choices: AgreementChoices) -> str:
    if choices.place_and_date or choices.day is None:
        return choices.place_and_date or document.signing.place_and_date
    place = document.signing.place_and_date.rpartition(", ")[0]
    day = words.date(choices.day, with_weekday=False)
    return f"{place}, {day}" if place else day
