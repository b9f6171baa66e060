"""Saying how the official documents of an agency look, and looking at it beforehand."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import typst

from rakor import journal
from rakor.accounts.models import User
from rakor.database import new_id
from rakor.directory.models import Agency
from rakor.directory.rules import check_may_keep
from rakor.documents.pdf import families, render_pdf, render_pictures
from rakor.documents.word_samples import printed_sample
from rakor.errors import Conflict, Invalid, Moved
from rakor.letters import queries
from rakor.letters.export import Copy, LetterDocument, Stationery, dressed, to_typst_values
from rakor.letters.models import AgencyLook, LetterTemplate
from rakor.letters.operations.numbering import PATTERN, REGISTER
from rakor.letters.operations.templates import sample
from rakor.letters.rules import LookFacts, changes, check_emblem, check_look
from rakor.letters.rules.drawings import SVG
from rakor.settings import settings
from rakor.words import _

# What a change of the look is tried out with, and what the page shows of it.
SAMPLES = ("letter", "minutes", "attendance")
EMBLEM_MM, EMBLEM_PPI = 25, 300


def faces() -> list[str]:
    """The faces that are installed here."""
    return families(settings().files / "fonts")


async def change_look(
    agency_id: UUID, facts: LookFacts, *, by: User, number: int | None = None
) -> AgencyLook:
    """Let an agency's documents look like this from now on; what was approved keeps its look.

    Refuses (NotFound, Forbidden) whoever does not keep the agency, (Moved) a change of another
    look than the one in use, if `number` says which was read, and (Invalid) what is not printable.
    """
    agency = await _kept(agency_id, by=by)
    look = await with_look_changes(agency, facts)
    if number is not None and number != look.number:
        raise _moved(look.number)
    try:
        await _check_printable(look)
    except typst.TypstError:
        said = _("Huruf ini tidak dapat ditanam dalam PDF arsip. Pilih huruf lain.")
        raise Invalid.field("font", said) from None
    return await _use(look, sorted(facts.model_fields_set), by=by)


async def with_look_changes(agency: Agency, facts: LookFacts) -> AgencyLook:
    """The look of an agency with these changes, not kept. Refuses (Invalid) what is no look."""
    look = await queries.look_of(agency)
    look.agency = agency
    look.update_from_dict(changes(facts))
    look.rule = look.rule.lower()
    check_look(look.heading, look.parent_line, look.font, look.rule, faces())
    return look


async def set_look_logo(agency_id: UUID, content: bytes, *, by: User) -> AgencyLook:
    """Put a picture into the kop of an agency's documents, or take it out with no bytes at all.

    Refuses (Invalid) what is no PNG, JPEG or plain SVG, or cannot be drawn.
    """
    agency = await _kept(agency_id, by=by)
    look = await queries.look_of(agency)
    look.agency = agency
    look.logo = content or None
    look.logo_type = check_emblem(content) if content else ""
    try:
        look.word_logo = await _drawn(content) if look.logo_type == SVG else None
        await _check_printable(look)
    except typst.TypstError:
        raise Invalid.field("logo", _("Gambar ini rusak dan tidak dapat dicetak.")) from None
    return await _use(look, ["logo"], by=by)


async def stop_look(agency_id: UUID, *, by: User) -> None:
    """Print with the look of the agency above, or the house's, from now on.

    Refuses (Conflict) an agency that has no look of its own.
    """
    agency = await _kept(agency_id, by=by)
    async with journal.transaction() as record:
        await Agency.filter(id=agency.id).select_for_update().first()
        look = await queries.look_of(agency)
        if not look.number:
            raise Conflict(_("Instansi ini memakai tampilan bawaan."))
        await AgencyLook.filter(agency_id=agency.id, used_until=None).update(used_until=record.at)
        await record.entry(
            REGISTER, "agency_look.stopped", by=by, subject=agency.id, number=look.number
        )


async def look_pictures(look: AgencyLook) -> list[tuple[str, bytes]]:
    """The first page of an invented letter, minutes and list in this look, each with its kind."""
    fonts = settings().files / "fonts"
    made = []
    for kind, values in (await _samples(look)).items():
        made.append((kind, (await render_pictures(kind, values, fonts=fonts, ppi=80))[0]))
    return made


async def _kept(agency_id: UUID, *, by: User) -> Agency:
    agency = await queries.find_agency(agency_id, to=by)
    check_may_keep(by, agency)
    return agency


async def _samples(look: AgencyLook) -> dict[str, dict[str, Any]]:
    """Invented documents as they are printed in a look, by their kind."""
    paper = queries.paper_of(look)
    kop = await _kop(look, paper)
    told = {"letter": to_typst_values(await _letter(look, paper), [Copy()])}
    for kind in SAMPLES[1:]:
        values = printed_sample(kind) | {"letterhead": kop}
        told[kind] = dressed(values, paper)
    return told


async def _letter(look: AgencyLook, paper: Stationery) -> LetterDocument:
    agency = look.agency
    template = LetterTemplate(
        agency=agency, heading=agency.name, number_pattern=PATTERN, follows_look=True
    )
    return replace(await sample(template, paper), draft=False)


async def _kop(look: AgencyLook, paper: Stationery) -> dict[str, Any]:
    """What the directory says of the agency, as minutes and lists print it without a look."""
    today = datetime.now(UTC).date()
    kop, _look = await queries.on_paper(look.agency, None, today, None)
    return {"parent": kop.parent, "name": kop.name, "address": list(kop.address)}


async def _check_printable(look: AgencyLook) -> None:
    """Refuses (Invalid) words that no face has; TypstError what cannot be set at all."""
    fonts = settings().files / "fonts"
    for kind, values in (await _samples(look)).items():
        await render_pdf(kind, values, fonts=fonts)


async def _drawn(content: bytes) -> bytes:
    """A drawing as PNG, for Word."""
    values = {
        "created_at": "2000-01-01T00:00:00+00:00",
        "logo": list(content),
        "wide": EMBLEM_MM,
    }
    return (await render_pictures("emblem", values, ppi=EMBLEM_PPI))[0]


async def _use(look: AgencyLook, said: list[str], *, by: User) -> AgencyLook:
    """Keep a look as the next version, unless another came in between."""
    async with journal.transaction() as record:
        agency = look.agency
        await Agency.filter(id=agency.id).select_for_update().first()
        now = await queries.look_of(agency)
        if now.number != look.number:
            raise _moved(now.number)
        last = await AgencyLook.filter(agency_id=agency.id).order_by("-number").first()
        await AgencyLook.filter(agency_id=agency.id, used_until=None).update(used_until=record.at)
        kept = look.clone(pk=new_id())
        kept.number = last.number + 1 if last else 1
        kept.used_from, kept.used_until = record.at, None
        await kept.save(force_create=True)
        await record.entry(
            REGISTER,
            "agency_look.changed",
            by=by,
            subject=agency.id,
            number=kept.number,
            fields=said,
        )
    kept.agency = agency
    return kept


def _moved(number: int) -> Moved:
    return Moved(
        _("Tampilan sudah diubah sejak Anda membacanya. Muat ulang, lalu coba lagi."),
        revision=number,
    )
