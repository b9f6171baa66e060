"""Writing in the minutes while they are a draft."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from rakor.accounts.models import User
from rakor.documents.richtext import EMPTY, RichText, dump, read
from rakor.errors import Invalid, NotFound
from rakor.journal import Audience
from rakor.meetings.rules import Action
from rakor.minutes import rules
from rakor.minutes.export import from_content
from rakor.minutes.export.values import MinutesDocument, Presentation, Question
from rakor.minutes.models import Minutes
from rakor.minutes.operations import plain
from rakor.minutes.operations.keeping import content_of, keep
from rakor.minutes.operations.opened import opened
from rakor.minutes.queries import latest
from rakor.minutes.rules import Asked, Edits, ItemNotes, Paper
from rakor.words import _


async def edit(meeting_id: UUID, edits: Edits, *, by: User, revision: int | None = None) -> Minutes:
    """Rewrite the named sections; what the record says later does not overwrite them again.

    Refuses (Conflict) minutes that are under review or approved, (Invalid) an agenda item the
    minutes do not speak of, and rich text with parts that are not allowed.
    """
    async with opened(Action.DRAFT_MINUTES, meeting_id, by=by, revision=revision) as (minutes, log):
        rules.check_editable(minutes.state)
        content = minutes.content
        document = from_content(content["document"])
        document, sections = _rewritten(document, content["items"], edits)
        document = replace(document, created_at=log.at)
        edited = content_of(document, content["items"], [*content["edited"], *sections])
        await keep(minutes, edited, by=by, at=log.at)
        await log(
            "minutes.edited", audience=Audience.STAFF, version=minutes.version, sections=sections
        )
    return minutes


def _rewritten(
    document: MinutesDocument, items: list[str], edits: Edits
) -> tuple[MinutesDocument, list[str]]:
    """The document with the edits, and the names of the sections they touch."""
    named = [name for name in Edits.model_fields if getattr(edits, name) is not None]
    changes: dict[str, Any] = {
        name: _rich(getattr(edits, name), name) for name in ("opening", "closing") if name in named
    }
    if facts := {name: getattr(edits, name) for name in ("basis", "subject") if name in named}:
        changes["facts"] = replace(document.facts, **facts)
    if edits.place_and_date is not None:
        changes["signing"] = replace(document.signing, place_and_date=edits.place_and_date)
    if edits.next_meeting is not None:
        changes["next_meeting"] = edits.next_meeting
    if edits.qa is not None:
        changes["qa"] = tuple(Question(**each.model_dump()) for each in edits.qa)
    if edits.presentations is not None:
        changes["presentations"] = tuple(
            Presentation(
                paper.title, paper.speaker, _rich(paper.summary, f"presentations.{at}.summary")
            )
            for at, paper in enumerate(edits.presentations)
        )
    discussion = list(document.discussion)
    for at, entry in enumerate(edits.discussion or []):
        if str(entry.item) not in items:
            raise Invalid.field(
                f"discussion.{at}.item", _("Butir agenda ini tidak ada dalam notula.")
            )
        where = items.index(str(entry.item))
        notes = _rich(entry.notes, f"discussion.{at}.notes")
        discussion[where] = replace(discussion[where], notes=notes)
    changes["discussion"] = tuple(discussion)
    sections = [name for name in named if name != "discussion"]
    sections += [str(entry.item) for entry in edits.discussion or []]
    return replace(document, **changes), sections


def _rich(body: object, name: str) -> RichText:
    """Rich text as it was sent; a refusal names the field it stands in."""
    try:
        return read(body)
    except Invalid as refusal:
        raise Invalid(
            refusal.detail, errors=[{"field": name, "message": refusal.detail}], **refusal.extra
        ) from None


def section_of(minutes: Minutes, section: str) -> RichText:
    """The rich text of `opening`, `closing` or an agenda item; NotFound for anything else."""
    document = from_content(minutes.content["document"])
    if section == "opening":
        return document.opening
    if section == "closing":
        return document.closing
    items: list[str] = minutes.content["items"]
    if section not in items:
        raise NotFound(_("Bagian ini tidak ada dalam notula."))
    return document.discussion[items.index(section)].notes


def parts_of_section(minutes: Minutes, section: str) -> list[plain.Part]:
    """A section as the fields of a form."""
    return plain.parts_of(section_of(minutes, section))


async def edit_section(
    meeting_id: UUID,
    section: str,
    texts: dict[int, str],
    dropped: set[int],
    *,
    by: User,
    revision: int,
) -> Minutes:
    """Rewrite one section in the plain fields of a form.

    The fields belong to the revision that was read, so it must be said; otherwise as `edit`.
    """
    minutes = await latest(meeting_id)
    edits = Edits()
    if minutes is not None and minutes.revision == revision:
        body = dump(plain.join(parts_of_section(minutes, section), texts, dropped))
        if section in ("opening", "closing"):
            edits = Edits.model_validate({section: body})
        else:
            edits = Edits(discussion=[ItemNotes(item=UUID(section), notes=body)])
    return await edit(meeting_id, edits, by=by, revision=revision)


async def edit_papers(
    meeting_id: UUID,
    rows: dict[int, tuple[str, str, str | None]],
    *,
    by: User,
    revision: int,
) -> Minutes:
    """Rewrite the list of papers (title, speaker, summary); a row without a title goes.

    A summary that is None stays as it is: it holds more than a plain field can say.
    """
    minutes = await latest(meeting_id)
    edits = Edits()
    if minutes is not None and minutes.revision == revision:
        kept = from_content(minutes.content["document"]).presentations
        papers = []
        for at, (title, speaker, summary) in sorted(rows.items()):
            if summary is not None:
                said = plain.typed(summary)
            else:
                said = kept[at].summary if at < len(kept) else EMPTY
            if title:
                papers.append(Paper(title=title, speaker=speaker, summary=dump(said)))
        edits = Edits(presentations=papers)
    return await edit(meeting_id, edits, by=by, revision=revision)


async def edit_questions(
    meeting_id: UUID, rows: dict[int, Asked], *, by: User, revision: int
) -> Minutes:
    """Rewrite the questions and answers; a row that names nobody goes."""
    asked = [row for _at, row in sorted(rows.items())]
    return await edit(meeting_id, Edits(qa=asked), by=by, revision=revision)
