"""Keeping the templates of an agency: its letterhead, its words, its way of numbering."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import typst
from tortoise.exceptions import IntegrityError

from rakor import journal
from rakor.accounts.models import User
from rakor.directory.models import Agency, Office
from rakor.directory.rules import check_may_keep
from rakor.errors import Conflict, Invalid, Moved
from rakor.letters import queries
from rakor.letters.export import Copy, LetterDocument, Row, Stationery
from rakor.letters.models import LetterTemplate
from rakor.letters.operations.numbering import PATTERN, REGISTER
from rakor.letters.operations.papers import shown
from rakor.letters.rules import (
    Authority,
    NumberFacts,
    TemplateFacts,
    changes,
    check_logo,
    check_pattern,
    lines,
    written,
    wrong,
)
from rakor.words import _


async def add_template(facts: TemplateFacts, *, by: User) -> LetterTemplate:
    """Give an agency a template; what is left out is taken from the directory.

    Refuses (Forbidden) whoever does not keep the agency, (Invalid) an unknown placeholder or
    token, and (Conflict) a name the agency has already.
    """
    agency = await Agency.get_or_none(code=facts.agency or "").select_related("parent")
    check_may_keep(by, agency)
    if agency is None:
        raise Invalid.field("agency", _("Instansi ini tidak dikenal."))
    template = LetterTemplate(
        agency=agency,
        name=_("Surat undangan"),
        parent_line=agency.parent.name if agency.parent else "",
        heading=agency.name,
        address=[agency.address] if agency.address else [],
        unit_code=agency.code,
        number_pattern=PATTERN,
        follows_look=await queries.stationery_of(agency) is not None,
    )
    await _take(template, facts)
    try:
        async with journal.transaction() as record:
            await template.save(force_create=True)
            await record.entry(
                REGISTER, "letter_template.added", by=by, subject=agency.id, name=template.name
            )
    except IntegrityError:
        raise _taken() from None
    return await queries.find_template(template.id, to=by)


async def change_template(
    template_id: UUID, facts: TemplateFacts, *, by: User, revision: int | None = None
) -> LetterTemplate:
    """Change a template; letters that were issued keep what they said."""
    await _kept(template_id, by=by)
    try:
        async with journal.transaction() as record:
            template = await _locked(template_id, revision, by=by)
            await _take(template, facts)
            template.revision += 1
            await template.save()
            await record.entry(
                REGISTER,
                "letter_template.changed",
                by=by,
                subject=template.agency_id,
                name=template.name,
                fields=sorted(facts.model_fields_set),
            )
    except IntegrityError:
        raise _taken() from None
    return await queries.find_template(template_id, to=by)


async def set_logo(template_id: UUID, content: bytes, *, by: User) -> LetterTemplate:
    """Put a picture into the letterhead, or take it out with no bytes at all.

    Refuses (Invalid) what is no PNG or JPEG by its content, or cannot be drawn.
    """
    template = await _kept(template_id, by=by)
    template.logo = content or None
    template.logo_type = check_logo(content).media if content else ""
    try:
        await pictures(template)
    except typst.TypstError:
        raise Invalid.field("logo", _("Gambar ini rusak dan tidak dapat dicetak.")) from None
    async with journal.transaction() as record:
        fresh = await _locked(template_id, None, by=by)
        fresh.logo, fresh.logo_type = template.logo, template.logo_type
        fresh.revision += 1
        await fresh.save()
        await record.entry(
            REGISTER,
            "letter_template.changed",
            by=by,
            subject=fresh.agency_id,
            name=fresh.name,
            fields=["logo"],
        )
    return fresh


def _taken() -> Conflict:
    return Conflict(_("Instansi ini sudah punya templat dengan nama itu."))


async def _kept(template_id: UUID, *, by: User) -> LetterTemplate:
    template = await queries.find_template(template_id, to=by)
    check_may_keep(by, template.agency)
    return template


async def _locked(template_id: UUID, revision: int | None, *, by: User) -> LetterTemplate:
    await LetterTemplate.filter(id=template_id).select_for_update().first()
    template = await queries.find_template(template_id, to=by)
    if revision is not None and revision != template.revision:
        raise Moved(
            _("Templat sudah diubah sejak Anda membacanya. Muat ulang, lalu coba lagi."),
            revision=template.revision,
        )
    return template


async def _take(template: LetterTemplate, facts: TemplateFacts) -> None:
    said: dict[str, Any] = changes(facts, but=frozenset({"agency", "signer_office"}))
    if "number_pattern" in said:
        check_pattern(said["number_pattern"])
    texts = {name: said.get(name, "") for name in ("opening", "closing")}
    if errors := wrong(texts):
        raise Invalid(_("Periksa isian bernama dalam templat."), errors=errors)
    if "signer_office" in facts.model_fields_set:
        await _check_office(facts.signer_office)
        template.signer_office_id = facts.signer_office
    template.update_from_dict(said)


async def _check_office(office_id: UUID | None) -> None:
    if office_id is not None and not await Office.exists(id=office_id):
        raise Invalid.field("signer_office", _("Jabatan ini tidak dikenal."))


async def pictures(template: LetterTemplate) -> list[bytes]:
    """The template with an invented letter in it, page by page as PNG."""
    stationery = await queries.stationery_of(template.agency)
    return await shown(await sample(template, stationery), [Copy()])


async def sample(template: LetterTemplate, stationery: Stationery | None) -> LetterDocument:
    """An invented letter, so that a template can be looked at before any is written."""
    now = datetime.now(UTC)
    said = {
        "rapat": "Rapat Koordinasi Contoh",
        "tema": "Contoh tema",
        "hari_tanggal": "Selasa, 1 Desember 2026",
        "pukul": "09.00 – 12.00 WIB (10.00 WITA / 11.00 WIT)",
        "tempat": "Ruang Rapat Contoh dan Zoom",
        "pimpinan": "Kepala Badan Contoh",
        "acara": "Contoh acara",
        "batas_jawaban": "Jumat, 27 November 2026",
        "penyelenggara": template.heading,
    }
    title = "Kepala Badan Contoh"
    if template.signer_office_id:
        title = (await Office.get(id=template.signer_office_id)).title
    kop, look = await queries.on_paper(template.agency, template, now.date(), stationery)
    document = LetterDocument(
        letterhead=kop,
        look=look,
        created_at=now,
        number=_number(template, now),
        urgency="Segera",
        attachment="Satu berkas",
        subject="Undangan Rapat Koordinasi Contoh",
        place_and_date=", ".join(filter(None, (template.city, "23 November 2026"))),
        date="23 November 2026",
        rows=tuple(
            Row(label, said[name])
            for label, name in (
                ("hari, tanggal", "hari_tanggal"),
                ("pukul", "pukul"),
                ("tempat", "tempat"),
                ("acara", "acara"),
            )
        ),
        signing=lines(Authority(template.signing_mode, title, "", tuple(template.chain))),
        signer_name="Nama Lengkap Pejabat",
        copies=tuple(template.copies),
        to=("Yth. (daftar terlampir)",),
    )
    opening = template.opening or queries.OPENING
    closing = template.closing or queries.CLOSING
    return replace(
        document,
        opening=queries.paragraphs(opening, said),
        closing=queries.paragraphs(closing, said),
    )


def _number(template: LetterTemplate, now: datetime) -> str:
    facts = NumberFacts(
        day=now.date(),
        archive_class_code=template.archive_class_code or "KS.01",
        position_code=template.position_code or "KBC",
        unit_code=template.unit_code or template.agency.code,
    )
    return written(template.number_pattern, 142, facts)
