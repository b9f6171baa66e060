"""Keeping the Word templates of an agency: handed in and checked, tried, used, replaced."""

import asyncio
import hashlib
from uuid import UUID

from rakor import journal
from rakor.accounts.models import User
from rakor.directory.models import Agency
from rakor.directory.rules import check_may_keep
from rakor.documents.downloads import Download
from rakor.documents.shelf import shelf
from rakor.documents.word import render_docx
from rakor.documents.word_names import Problem, problems_of
from rakor.documents.word_package import read_package
from rakor.documents.word_samples import sample_of
from rakor.errors import FieldError, Invalid
from rakor.letters import queries
from rakor.letters.models import DocumentTemplate
from rakor.letters.operations.numbering import REGISTER
from rakor.letters.operations.papers import MEDIA
from rakor.letters.rules import (
    REQUIRED,
    StationeryKind,
    TemplateStep,
    WordFacts,
    check_stoppable,
    plain_name,
)
from rakor.words import N_, _

MOST_NAMED = 30  # problems told at once


class UnfitTemplate(Invalid):
    """The template names what its documents do not have, or leaves out what they must say."""

    code = "unfit-template"
    title = N_("Templat dokumen perlu diperbaiki")


async def add_word_template(
    facts: WordFacts, content: bytes, filename: str, *, by: User
) -> DocumentTemplate:
    """Hand in a Word template; it is not used before somebody looked at its sample and says so.

    Refuses (Forbidden) whoever does not keep the agency, (Invalid) what is no plain DOCX, and all
    unknown, missing or forbidden things in it by their names and places.
    """
    agency = await Agency.get_or_none(code=facts.agency)
    check_may_keep(by, agency)
    if agency is None:
        raise Invalid.field("agency", _("Instansi ini tidak dikenal."))
    if not content:
        raise Invalid.field("file", _("Pilih dokumen Word (.docx) dahulu."))
    content = await check_word_template(content, facts.kind)
    async with journal.transaction() as record:
        await Agency.filter(id=agency.id).select_for_update().first()
        made = await DocumentTemplate.create(
            agency=agency,
            kind=facts.kind,
            number=await _next(agency.id, facts.kind),
            filename=plain_name(filename),
            sha256=hashlib.sha256(content).hexdigest(),
            content=content,
            added_at=record.at,
        )
        await _entry(record, "added", made, by=by)
    return made


async def check_word_template(content: bytes, kind: StationeryKind) -> bytes:
    """The template packed anew from what was looked at.

    Refuses (Invalid) one that could do harm, or that no document of its kind can fill.
    """
    content = await asyncio.to_thread(read_package, content)
    required = frozenset(REQUIRED[kind])
    found = await asyncio.to_thread(problems_of, content, sample_of(kind), required)
    if found:
        errors: list[FieldError] = [
            {"field": "file", "message": _said(each)} for each in found[:MOST_NAMED]
        ]
        raise UnfitTemplate(_("Templat ini belum dapat dipakai:"), errors=errors)
    await render_docx(kind.value, sample_of(kind), own=content)
    return content


def _said(problem: Problem) -> str:
    name = f"“{problem.name}” " if problem.name else ""
    where = _(" (di: {where})").format(where=problem.where) if problem.where else ""
    return f"{name}{problem.what}{where}"


async def use_word_template(template_id: UUID, *, by: User) -> DocumentTemplate:
    """Print with this version from now on. What was approved before keeps its own.

    One that was used before comes back as a new version with the same bytes.
    """
    template = await _kept(template_id, by=by)
    async with journal.transaction() as record:
        await Agency.filter(id=template.agency_id).select_for_update().first()
        await template.refresh_from_db()
        if template.step is TemplateStep.USED:
            return template
        here = DocumentTemplate.filter(agency_id=template.agency_id, kind=template.kind)
        await here.filter(used_until=None).exclude(used_from=None).update(used_until=record.at)
        if template.step is TemplateStep.PAST:
            template = await _again(template)
            template.added_at = record.at
        template.used_from = record.at
        await template.save()
        await _entry(record, "used", template, by=by)
    return template


async def _again(template: DocumentTemplate) -> DocumentTemplate:
    return DocumentTemplate(
        agency_id=template.agency_id,
        kind=template.kind,
        number=await _next(template.agency_id, template.kind),
        filename=template.filename,
        sha256=template.sha256,
        content=bytes(template.content),
    )


async def stop_word_template(template_id: UUID, *, by: User) -> DocumentTemplate:
    """Print with the template above, or the default, from now on.

    Refuses (Conflict) what is not in use.
    """
    template = await _kept(template_id, by=by)
    async with journal.transaction() as record:
        await Agency.filter(id=template.agency_id).select_for_update().first()
        await template.refresh_from_db()
        check_stoppable(template.step)
        template.used_until = record.at
        await template.save(update_fields=["used_until"])
        await _entry(record, "stopped", template, by=by)
    return template


async def word_sample(template_id: UUID, *, by: User) -> Download:
    """The template filled with an invented document, to be looked at in Word."""
    template = await queries.find_word_template(template_id, to=by)
    kind = template.kind.value
    made = await render_docx(kind, sample_of(kind), own=bytes(template.content))
    return Download(f"contoh-{kind}-{template.number}.docx", MEDIA["docx"], made)


async def word_file(template_id: UUID, *, by: User) -> Download:
    """The template as it was taken in."""
    template = await queries.find_word_template(template_id, to=by)
    name = f"templat-{template.kind.value}-{template.number}.docx"
    return Download(name, MEDIA["docx"], bytes(template.content))


async def default_word_file(kind: StationeryKind, *, by: User) -> Download:
    """The template that Rakor brings along, to begin with."""
    queries.visible_word_templates(by)
    content = await asyncio.to_thread((shelf() / f"{kind.value}.docx").read_bytes)
    return Download(f"templat-{kind.value}.docx", MEDIA["docx"], content)


async def _kept(template_id: UUID, *, by: User) -> DocumentTemplate:
    template = await queries.find_word_template(template_id, to=by)
    check_may_keep(by, template.agency)
    return template


async def _next(agency_id: UUID, kind: StationeryKind) -> int:
    last = (
        await DocumentTemplate.filter(agency_id=agency_id, kind=kind)
        .order_by("-number")
        .only("number")
        .first()
    )
    return last.number + 1 if last else 1


async def _entry(
    record: journal.Record, done: str, template: DocumentTemplate, *, by: User
) -> None:
    await record.entry(
        REGISTER,
        f"document_template.{done}",
        by=by,
        subject=template.agency_id,
        document=template.kind.value,
        number=template.number,
        sha256=template.sha256,
    )
