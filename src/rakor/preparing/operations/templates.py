"""Keeping the templates of an agency: added, made from a meeting, changed, archived."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from rakor import journal
from rakor.accounts.models import User
from rakor.database import lock_row
from rakor.directory.models import Agency, Office, Person
from rakor.directory.queries import agency_by_code, group_said, known_agencies
from rakor.errors import Conflict, FieldError, Forbidden, Invalid, Moved
from rakor.meetings import rules as meeting_rules
from rakor.meetings.rules import GUESTS, Delegation, Part
from rakor.preparing import queries
from rakor.preparing.models import MeetingTemplate, TemplateQuota, TemplateSeat
from rakor.preparing.operations.facts import SeatFacts, TemplateChanges, TemplateFacts
from rakor.preparing.queries import Earlier, Pattern
from rakor.preparing.rules import check_kept_apart
from rakor.words import _

TEMPLATES = journal.stream_of("meeting-templates")
LISTS = ("officers", "invited", "quotas", "agenda")
# What a template may ask people to come as; the others are parts of its officers.
AS_INVITED = frozenset(
    {
        Part.CHAIR,
        Part.SPEAKER,
        Part.MODERATOR,
        Part.OPENER,
        Part.PARTICIPANT,
        Part.OBSERVER,
        Part.AIDE,
    }
)
AS_OFFICER = frozenset(Part) - GUESTS


async def add_template(facts: TemplateFacts, *, by: User) -> MeetingTemplate:
    """Give an agency a template of meetings.

    Refuses (Forbidden) whoever does not prepare meetings of that agency, (Invalid) unknown offices,
    people, groups and agencies, and (Conflict) a name that one of its templates has.
    """
    queries.check_prepares(by)
    agency = await _agency(facts.agency, by=by)
    given = _columns(facts)
    _check_closed(given.get("security_class"))
    async with journal.transaction() as record:
        await lock_row(Agency, agency.id)
        await _check_name(agency.id, facts.name)
        template = MeetingTemplate(agency=agency, **given)
        await _check_sums(template, facts, [])
        await template.save(force_create=True)
        await _put_lists(template, facts, by=by)
        await _tell(record, "added", template, by=by)
    return template


async def adopt_starter(pattern: Pattern, *, by: User) -> MeetingTemplate:
    """Make a template that everybody has the agency's own, to be adjusted."""
    facts = {
        "name": pattern.name[:120],
        "kind": pattern.kind,
        "mode": pattern.mode,
        "minutes": pattern.minutes,
        "title": pattern.title,
        "agenda": pattern.agenda,
        "answer_days": pattern.answer_days,
        "delegation": pattern.delegation,
        **pattern.facts,
    }
    return await add_template(TemplateFacts.model_validate(facts), by=by)


async def save_as_template(meeting_id: UUID, name: str, *, by: User) -> MeetingTemplate:
    """Keep how a meeting was planned as a template of the agency that called it.

    Offices and groups stay what they are, deputies and guests are not in it, nor is what was said.
    Refuses (Forbidden) whoever does not plan it or prepares another agency's meetings, and
    (Conflict) a closed meeting: a template is read by the whole agency's staff.
    """
    queries.check_prepares(by)
    meeting = await queries.keepable(meeting_id, by=by)
    check_kept_apart(meeting.security_class)
    earlier = await queries.look_back(meeting_id, to=by)
    facts = await _facts_of(earlier, name)
    return await add_template(facts, by=by)


async def _facts_of(earlier: Earlier, name: str) -> TemplateFacts:
    meeting = earlier.meeting
    asked = [each for each in earlier.people.asked if each.wish.office or each.wish.person]
    rules = [each.delegation for each in asked]
    due = (meeting.starts_at - meeting.answer_by).days if meeting.answer_by else None
    return TemplateFacts(
        name=name,
        agency=meeting.organizer.code,
        kind=meeting.kind,
        mode=meeting.mode,
        minutes=min(max(earlier.minutes, 5), 44_640),
        security_class=meeting.security_class,
        title=meeting.title,
        theme=meeting.theme,
        purpose=meeting.purpose,
        called_by=meeting.called_by,
        shows_roster=meeting.shows_roster,
        answer_days=min(due, 90) if due is not None else None,
        delegation=max(set(rules), key=rules.count) if rules else Delegation.ALLOWED,
        total_quota=meeting.total_quota,
        quotas=[{"agency": code, "seats": seats} for code, seats in earlier.quotas],
        agenda=[queries.agenda_item(item) for item in earlier.items],
        officers=[
            SeatFacts(part=each.part, office=each.office_id)
            if each.office_id
            else SeatFacts(part=each.part, person=each.person_id)
            for each in earlier.people.officers
            if each.part in AS_OFFICER - {Part.ORGANIZER}
        ],
        invited=[
            SeatFacts(
                part=each.wish.role if each.wish.role in AS_INVITED else Part.PARTICIPANT,
                office=each.wish.office,
                person=each.wish.person,
            )
            for each in asked
        ],
    )


async def change_template(
    template_id: UUID, changes: TemplateChanges, *, revision: int | None = None, by: User
) -> MeetingTemplate:
    """Change a template, its lists whole; meetings that were made from it stay as they are.

    Refuses (Moved) a writer who has not seen the latest revision, (Conflict) an archived one.
    """
    given = _columns(changes)
    _check_closed(given.get("security_class"))
    async with journal.transaction() as record:
        template = await _locked(template_id, revision, by=by)
        if template.archived_at is not None:
            raise Conflict(_("Templat ini diarsipkan. Kembalikan dahulu untuk mengubahnya."))
        changed = {key: value for key, value in given.items() if getattr(template, key) != value}
        said = [name for name in LISTS if name in changes.model_fields_set and name != "agenda"]
        if not changed and not said:
            return template
        if "name" in changed:
            await lock_row(Agency, template.agency_id)
            await _check_name(template.agency_id, changed["name"])
        template.update_from_dict(changed)
        await _check_sums(template, changes, await queries.quotas_of(template))
        template.revision += 1
        await template.save()
        await _put_lists(template, changes, by=by)
        await _tell(record, "changed", template, by=by, fields=sorted({*changed, *said}))
    return template


async def archive_template(template_id: UUID, *, by: User) -> MeetingTemplate:
    """Offer a template no more; it is kept, and meetings made from it stay as they are."""
    return await _put_away(template_id, datetime.now(UTC), by=by)


async def restore_template(template_id: UUID, *, by: User) -> MeetingTemplate:
    """Offer an archived template again. Refuses (Conflict) a name that another has by now."""
    return await _put_away(template_id, None, by=by)


async def _put_away(template_id: UUID, at: datetime | None, *, by: User) -> MeetingTemplate:
    async with journal.transaction() as record:
        template = await _locked(template_id, None, by=by)
        if (template.archived_at is None) == (at is None):
            return template
        if at is None:
            await lock_row(Agency, template.agency_id)
            await _check_name(template.agency_id, template.name)
        template.archived_at = at
        template.revision += 1
        await template.save()
        await _tell(record, "restored" if at is None else "archived", template, by=by)
    return template


async def _locked(template_id: UUID, revision: int | None, *, by: User) -> MeetingTemplate:
    await lock_row(MeetingTemplate, template_id)
    template = await queries.find_template(template_id, to=by)
    if revision is not None and revision != template.revision:
        raise Moved(_("Templat sudah diubah sejak Anda membacanya. Muat ulang, lalu coba lagi."))
    return template


async def _agency(code: str | None, *, by: User) -> Agency:
    """Whose template it is: one's own agency's, or for an admin any."""
    if not code:
        if by.agency_id is None:
            raise Invalid.field("agency", _("Pilih instansi pemilik templat."))
        return await Agency.get(id=by.agency_id)
    agency = await agency_by_code(code, "agency")
    if not by.is_admin and agency.id != by.agency_id:
        raise Forbidden(_("Anda hanya menyimpan templat instansi Anda sendiri."))
    return agency


async def _check_name(agency_id: UUID, name: str) -> None:
    """Refuses (Conflict) a second template of one name; the agency is locked."""
    known = MeetingTemplate.filter(agency_id=agency_id, archived_at=None, name=name)
    if await known.exists():
        raise Conflict(_("Instansi ini sudah punya templat dengan nama itu."))


def _check_closed(security_class: Any) -> None:
    if security_class is not None and security_class in meeting_rules.NAMED_ONLY:
        words = _(
            "Templat dibaca seluruh penyelenggara instansi. Pilih klasifikasi ini pada rapat."
        )
        raise Invalid.field("security_class", words)


def _columns(facts: TemplateChanges) -> dict[str, Any]:
    """What was said, by the names of the table."""
    given = facts.model_dump(
        exclude_unset=True, exclude={"agency", "officers", "invited", "quotas", "agenda"}
    )
    if "agenda" in facts.model_fields_set:
        given["agenda"] = [
            each.model_dump(mode="json", exclude_unset=True) for each in facts.agenda or []
        ]
    return {key: value for key, value in given.items() if value is not None or key in NULLABLE}


NULLABLE = frozenset({"answer_days", "total_quota"})


async def _check_sums(
    template: MeetingTemplate, facts: TemplateChanges, now: list[tuple[str, int]]
) -> None:
    """Refuses (Invalid) seats that are not the declared total, as in a meeting."""
    said = [(each.agency, each.seats) for each in facts.quotas or []]
    rows = said if "quotas" in facts.model_fields_set else now
    meeting_rules.check_quotas(rows, template.total_quota)


async def _put_lists(template: MeetingTemplate, facts: TemplateChanges, *, by: User) -> None:
    """Replace the lists that were said, each whole."""
    if "quotas" in facts.model_fields_set:
        await TemplateQuota.filter(template_id=template.id).delete()
        await _put_quotas(template, [(each.agency, each.seats) for each in facts.quotas or []])
    for name, officer in (("officers", True), ("invited", False)):
        if name not in facts.model_fields_set:
            continue
        seats: list[SeatFacts] = getattr(facts, name) or []
        await _check_seats(name, seats, AS_OFFICER if officer else AS_INVITED, by=by)
        await TemplateSeat.filter(template_id=template.id, officer=officer).delete()
        rows = [
            TemplateSeat(
                template_id=template.id,
                position=n,
                officer=officer,
                part=each.part,
                office_id=each.office,
                person_id=each.person,
                group_said=each.group,
            )
            for n, each in enumerate(seats, 1)
        ]
        if rows:
            await TemplateSeat.bulk_create(rows, batch_size=200)


async def _put_quotas(template: MeetingTemplate, wished: list[tuple[str, int]]) -> None:
    found = await known_agencies(code for code, _seats in wished)
    unknown: list[FieldError] = [
        {
            "field": f"quotas.{n}.agency",
            "message": _("Tidak ada instansi dengan kode {code}.").format(code=code),
        }
        for n, (code, _seats) in enumerate(wished)
        if code not in found
    ]
    if unknown:
        raise Invalid(unknown[0]["message"], errors=unknown)
    meeting_rules.check_quotas([(found[code].code, seats) for code, seats in wished], None)
    rows = [
        TemplateQuota(template_id=template.id, agency_id=found[code].id, seats=seats)
        for code, seats in wished
    ]
    if rows:
        await TemplateQuota.bulk_create(rows)


async def _check_seats(
    name: str, seats: Sequence[SeatFacts], parts: frozenset[Part], *, by: User
) -> None:
    """Refuses (Invalid, naming the line) what names nobody, or several at once."""
    offices = {each.office for each in seats if each.office}
    people = {each.person for each in seats if each.person}
    known = set(await Office.filter(id__in=list(offices)).values_list("id", flat=True))
    there = set(
        await Person.filter(id__in=list(people), erased_at=None).values_list("id", flat=True)
    )
    errors: list[FieldError] = []
    for n, each in enumerate(seats):
        field = f"{name}.{n}"
        if sum(map(bool, (each.office, each.person, each.group))) != 1:
            words = _("Sebut satu saja: jabatan, orang, atau kelompok.")
            errors.append({"field": field, "message": words})
        elif each.office and each.office not in known:
            words = _("Jabatan ini tidak ada di direktori.")
            errors.append({"field": f"{field}.office", "message": words})
        elif each.person and each.person not in there:
            words = _("Orang ini tidak ada di direktori.")
            errors.append({"field": f"{field}.person", "message": words})
        elif each.part not in parts or (each.group and name == "officers"):
            words = _("Peran ini tidak dapat diberikan di sini.")
            errors.append({"field": f"{field}.part", "message": words})
        elif each.group:
            try:
                await group_said(each.group, to=by)
            except Invalid as refusal:
                errors.append({"field": f"{field}.group", "message": refusal.detail or each.group})
    if errors:
        raise Invalid(errors[0]["message"], errors=errors[:100])


async def _tell(
    record: journal.Record, verb: str, template: MeetingTemplate, *, by: User, **more: Any
) -> None:
    """The entry of an act, with the revision that it made."""
    await record.entry(
        TEMPLATES,
        f"meeting_template.{verb}",
        by=by,
        subject=template.agency_id,
        template=str(template.id),
        name=template.name,
        revision=template.revision,
        **more,
    )
