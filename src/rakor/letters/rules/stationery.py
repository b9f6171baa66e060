"""The kinds of documents for which an agency may have a Word template of its own."""

import re
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from rakor.errors import Conflict
from rakor.web.shapes import Line, Shape
from rakor.words import N_, _


class StationeryKind(StrEnum):
    """A kind of document; the value is the name of its default template."""

    LETTER = "letter"
    ATTENDANCE = "attendance"
    MINUTES = "minutes"
    RELEASE = "release"
    AGREEMENT = "agreement"


STATIONERY_KINDS = {
    StationeryKind.LETTER: N_("Surat undangan"),
    StationeryKind.ATTENDANCE: N_("Daftar hadir"),
    StationeryKind.MINUTES: N_("Notula rapat"),
    StationeryKind.RELEASE: N_("Siaran pers"),
    StationeryKind.AGREEMENT: N_("Berita acara"),
}
# What has to be printed, one of the values between the bars: a draft has to look like one, and
# a document that was issued has to say its code.
REQUIRED = {
    StationeryKind.LETTER: {"number|head", "subject|head", "letters", "signer_name", "watermark"},
    StationeryKind.ATTENDANCE: {"days", "fact_rows|document_title"},
    StationeryKind.MINUTES: {"decisions", "edition|watermark", "signing",
                             "verification|verification_line"},
    StationeryKind.RELEASE: {"headline", "lead", "mark"},
    StationeryKind.AGREEMENT: {"number|number_line", "parties", "points", "signing_rows|parties",
                               "watermark", "verification|verification_line"},
}  # fmt: skip


class TemplateStep(StrEnum):
    """Where a version of a template stands."""

    TRIED = "tried"
    USED = "used"
    PAST = "past"


TEMPLATE_STEPS = {
    TemplateStep.TRIED: N_("Belum dipakai"),
    TemplateStep.USED: N_("Dipakai"),
    TemplateStep.PAST: N_("Pernah dipakai"),
}


class WhichKind(Shape):
    """Which kind of document."""

    kind: StationeryKind


class WordFacts(Shape):
    """For which agency, by its code, and for which kind of document a template is."""

    agency: Annotated[Line, Field(min_length=1, max_length=40)]
    kind: StationeryKind


def check_stoppable(step: TemplateStep) -> None:
    """Refuses (Conflict) to stop what is not in use."""
    if step is not TemplateStep.USED:
        raise Conflict(_("Templat ini sedang tidak dipakai."), state=step.value)


def plain_name(filename: str) -> str:
    """The name a file was sent under, without folders and whatever else is no name."""
    last = re.split(r"[/\\]", filename)[-1]
    shown = "".join(letter for letter in last if letter.isprintable()).strip()
    return shown[:120] or "templat.docx"
