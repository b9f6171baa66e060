"""Writing a letter: a draft that is filled from the meeting and its template, and changes to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from rakor import journal
from rakor.accounts.models import Account, User
from rakor.directory.models import Office, OfficeHolder, Person
from rakor.directory.queries import holders_on
from rakor.directory.rules import Holding
from rakor.errors import Conflict, Invalid
from rakor.letters import queries
from rakor.letters.models import LetterStep, LetterTemplate, OfficialLetter
from rakor.letters.operations.opened import opened, prepared
from rakor.letters.rules import (
    HANDED_OVER,
    LetterFacts,
    LetterState,
    SigningMode,
    changes,
    check_editable,
    wrong,
)
from rakor.meetings.models import Meeting, MeetingPart
from rakor.meetings.queries import find_for
from rakor.meetings.rules import Action, Part, State
from rakor.words import _
from rakor.words.dates import zone

CONFIRM = "Konfirmasi kehadiran kami harapkan paling lambat {batas_jawaban}."
_ACTING = {
    Holding.ACTING_VACANT: SigningMode.ACTING_VACANT,
    Holding.ACTING_TEMPORARY: SigningMode.ACTING_TEMPORARY,
    Holding.CARETAKER: SigningMode.CARETAKER,
}


async def draft(meeting_id: UUID, facts: LetterFacts | None = None, *, by: User) -> OfficialLetter:
    """Begin the letter of a meeting, filled from the meeting, the template and who holds office.

    Refuses (Conflict) a second one beside a letter that counts, and one for a cancelled meeting.
    """
    facts = facts or LetterFacts()
    meeting = await find_for(Action.INVITE, meeting_id, by=by)
    if meeting.state is State.CANCELLED:
        raise Conflict(_("Rapat ini dibatalkan; suratnya tidak disusun lagi."))
    template = await _template(facts, meeting)
    letter = await _filled(meeting, template, by=by)
    async with journal.transaction() as record:
        await Meeting.filter(id=meeting.id).select_for_update().first()
        before = await queries.latest(meeting.id)
        if before is not None and before.state is not LetterState.VOID:
            raise Conflict(_("Surat undangan rapat ini sudah ada."), letter=str(before.id))
        _take(letter, facts)
        _check(letter, meeting)
        await letter.save(force_create=True)
        await _name_approvers(letter, facts)
        await record.entry(meeting.id, "letter.drafted", by=by, letter=str(letter.id))
    return await queries.find(letter.id, to=by)


async def change(
    letter_id: UUID, facts: LetterFacts, *, by: User, revision: int | None = None
) -> OfficialLetter:
    """Rewrite a draft; what is left out stays.

    Refuses (Conflict) a letter that is under review or out, and (Invalid) placeholders that no
    letter knows, people who cannot approve, and secret letters in the mail.
    """
    seen = await prepared(letter_id, by=by)
    named = "template" in facts.model_fields_set
    template = await _template(facts, seen.meeting) if named else None
    async with opened(letter_id, by=by, revision=revision) as (letter, log):
        check_editable(letter.state)
        _take(letter, facts)
        if named:
            letter.template = template
        _check(letter, letter.meeting)
        await _name_approvers(letter, facts)
        await log("letter.changed", fields=sorted(facts.model_fields_set))
    return await queries.find(letter_id, to=by)


async def with_changes(letter_id: UUID, facts: LetterFacts, *, by: User) -> OfficialLetter:
    """The letter as it would be with these changes, which are not kept; for a preview."""
    letter = await prepared(letter_id, by=by)
    if letter.state is LetterState.DRAFT:
        if "template" in facts.model_fields_set:
            letter.template = await _template(facts, letter.meeting)
        _take(letter, facts)
        _check(letter, letter.meeting)
    return letter


def _take(letter: OfficialLetter, facts: LetterFacts) -> None:
    said = changes(facts, but=frozenset({"template", "approvers", "signer"}))
    if "signer" in facts.model_fields_set:
        letter.signer_id = facts.signer
    elif said.get("signer_name", letter.signer_name) != letter.signer_name:
        letter.signer_id = None
    letter.update_from_dict(said)


def _check(letter: OfficialLetter, meeting: Meeting) -> None:
    errors = wrong({"opening": letter.opening, "closing": letter.closing})
    if errors:
        raise Invalid(_("Periksa isian bernama dalam surat."), errors=errors)
    if letter.attach_to_mail and HANDED_OVER & {letter.security_class, meeting.security_class}:
        raise Invalid.field(
            "attach_to_mail", _("Surat rahasia tidak dilampirkan pada surel; serahkan salinannya.")
        )


async def _template(facts: LetterFacts, meeting: Meeting) -> LetterTemplate | None:
    """The template that was named, or the nearest one when nothing was said."""
    usable = await queries.templates_for(meeting)
    if "template" not in facts.model_fields_set:
        return usable[0] if usable else None
    if facts.template is None:
        return None
    for each in usable:
        if each.id == facts.template:
            return each
    raise Invalid.field("template", _("Templat ini bukan milik instansi penyelenggara."))


@dataclass(frozen=True, slots=True)
class _Signer:
    mode: SigningMode
    title: str = ""
    person: Person | None = None
    holder: OfficeHolder | None = None


async def _filled(meeting: Meeting, template: LetterTemplate | None, *, by: User) -> OfficialLetter:
    """A letter that says what is known already."""
    signer = await _signer(template, meeting)
    agenda = meeting.theme or meeting.title
    dated: dict[str, Any] = {}
    if signer.holder is not None and signer.mode in _ACTING.values():
        dated = {
            "acting_from": signer.holder.valid_from,
            "acting_until": signer.holder.valid_until,
            "decree_number": signer.holder.decree_number,
        }
    closing = "\n".join(filter(None, (CONFIRM if meeting.answer_by else "", queries.CLOSING)))
    return OfficialLetter(
        meeting=meeting,
        agency_id=meeting.organizer_id,
        template=template,
        subject=f"Undangan {meeting.title}"[:300],
        security_class=meeting.security_class,
        archive_class_code=template.archive_class_code if template else "",
        position_code=template.position_code if template else "",
        opening=(template.opening if template else "") or queries.OPENING,
        closing=(template.closing if template else "") or closing,
        leader=await _leader(meeting),
        agenda=agenda,
        copies=list(template.copies) if template else [],
        signing_mode=signer.mode,
        chain=list(template.chain) if template else [],
        signer_title=signer.title,
        signer_name=signer.person.full_name if signer.person else "",
        signer_id=signer.person.id if signer.person else None,
        city=(template.city if template else "") or meeting.venue_region,
        external_number=meeting.letter_number,
        drafted_by_id=by.id,
        **dated,
    )


async def _signer(template: LetterTemplate | None, meeting: Meeting) -> _Signer:
    """Who holds the office that signs today, and whether they only act in it."""
    if template is None or template.signer_office_id is None:
        return _Signer(template.signing_mode if template else SigningMode.OWN)
    office = await Office.get(id=template.signer_office_id)
    today = datetime.now(UTC).astimezone(zone(meeting.timezone)).date()
    held = (await holders_on([office.id], today)).get(office.id)
    if held is None:
        return _Signer(template.signing_mode, office.title)
    mode = _ACTING.get(held.holding, template.signing_mode)
    return _Signer(mode, office.title, held.person, held)


async def _leader(meeting: Meeting) -> str:
    """The chair by the office they hold, else by name."""
    row = (
        await MeetingPart.filter(meeting_id=meeting.id, part=Part.CHAIR)
        .select_related("person")
        .first()
    )
    if row is None:
        return ""
    held = await OfficeHolder.filter(person_id=row.person_id, valid_until=None).select_related(
        "office"
    )  # fmt: skip
    held.sort(key=lambda each: each.office.precedence)
    return held[0].office.title if held else row.person.full_name


async def _name_approvers(letter: OfficialLetter, facts: LetterFacts) -> None:
    if facts.approvers is None:
        return
    people = await _people(facts.approvers)
    await LetterStep.filter(letter_id=letter.id).delete()
    for position, person in enumerate(people, start=1):
        await LetterStep.create(letter_id=letter.id, position=position, person=person)


async def _people(names: Sequence[str]) -> list[Person]:
    """Those who approve, in their order. Refuses (Invalid) whoever cannot sign in, or twice."""
    found: list[Person] = []
    for name in names:
        try:
            asked = Account.filter(person_id=UUID(name))
        except ValueError:
            asked = Account.filter(person__email=name.lower())
        account = await asked.filter(active=True).select_related("person").first()
        if account is None:
            said = _("“{name}” belum punya akun, jadi tidak dapat memberi paraf.")
            raise Invalid.field("approvers", said.format(name=name))
        if account.person_id in {each.id for each in found}:
            raise Invalid.field("approvers", _("Setiap orang memberi paraf satu kali saja."))
        found.append(account.person)
    return found
