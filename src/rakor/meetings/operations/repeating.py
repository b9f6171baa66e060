"""Keeping a series whole when its rule, its times or one of its days change."""

from rakor.errors import Conflict, Invalid
from rakor.meetings import queries, rules
from rakor.meetings.models import Meeting, Occurrence
from rakor.meetings.rules import Day, OccurrenceState, Series, State
from rakor.words import _

# What may be different on one day, beside how it stands.
DIFFERENT = (
    "state",
    "starts_at",
    "ends_at",
    "title",
    "room",
    "venue_name",
    "venue_address",
    "venue_region",
    "reason",
    "sequence",
    "revision",
)


def plain_rule(text: str | None, zone: str) -> str:
    """A rule as it is kept, whatever way it was written; "" for none."""
    return str(rules.read_rule(text, zone)) if text and text.strip() else ""


async def settle(meeting: Meeting, before: Series | None, *, new_rule: bool) -> None:
    """Make rule, first day and the days that differ agree, after one of them was changed.

    Days that were moved or called off go along with the series; those that it has no more are
    dropped. Refuses (Invalid) a rule that its first day does not follow.
    """
    if before is not None and before.recurrence and meeting.recurrence and not new_rule:
        meeting.recurrence = rules.followed(before, meeting.starts_at, meeting.timezone)
    meeting.recurrence = rules.settled_rule(
        meeting.recurrence, meeting.starts_at, meeting.ends_at, meeting.timezone
    )
    if before is not None and before.recurrence:
        rows = await queries.occurrence_rows(meeting)
        kept: list[Day] = []
        if meeting.recurrence:
            carried = rules.carried(before, meeting.series, rows).values()
            kept = [day for day in carried if day is not None]
        if kept != rows:
            await replace_rows(meeting, kept)
    await keep_end(meeting)


async def replace_rows(meeting: Meeting, days: list[Day]) -> None:
    """The days that are not as the rule says, all anew."""
    await Occurrence.filter(meeting_id=meeting.id).delete()
    if days:
        await Occurrence.bulk_create([row_of(meeting, day) for day in days])


def row_of(meeting: Meeting, day: Day) -> Occurrence:
    """A day that is not as the rule says, as a row."""
    return Occurrence(
        meeting_id=meeting.id,
        recurrence_id=day.recurrence_id,
        state=OccurrenceState(day.state.value),
        starts_at=day.starts_at,
        ends_at=day.ends_at,
        title=day.title,
        room=day.room,
        venue_name=day.venue_name,
        venue_address=day.venue_address,
        venue_region=day.venue_region,
        reason=day.reason,
        sequence=day.sequence,
        revision=max(day.revision, 1),
    )


async def keep_end(meeting: Meeting) -> None:
    """Remember when the last day is over, by which lists find a series."""
    meeting.series_ends_at = None
    if meeting.recurrence:
        rows = await queries.occurrence_rows(meeting)
        meeting.series_ends_at = rules.last_end(meeting.series, rows)


async def keep_day(meeting: Meeting, day: Day) -> None:
    """Store one day that is not as the rule says."""
    row = row_of(meeting, day)
    known = await Occurrence.get_or_none(meeting_id=meeting.id, recurrence_id=day.recurrence_id)
    if known is None:
        await row.save()
        return
    await known.update_from_dict({name: getattr(row, name) for name in DIFFERENT}).save()


def check_repeats(meeting: Meeting) -> None:
    """Refuses (Conflict) a meeting that is held once, or one that has lost its times for now."""
    if meeting.state is State.POSTPONED:
        raise Conflict(_("Rapat ini ditunda. Terbitkan lagi dahulu."), state=meeting.state.value)
    if not meeting.recurrence:
        raise Conflict(_("Rapat ini tidak berulang."), state=meeting.state.value)


def check_answer_by(meeting: Meeting) -> None:
    """Refuses (Invalid) a last day for answers that is not before the meeting begins."""
    if meeting.answer_by is not None and meeting.answer_by >= meeting.starts_at:
        raise Invalid.field("answer_by", _("Batas jawaban harus sebelum rapat dimulai."))


async def check_one_remains(meeting: Meeting) -> None:
    """Refuses (Conflict) to take the last day from a series."""
    rows = {row.recurrence_id: row for row in await queries.occurrence_rows(meeting)}
    if any(row.takes_place for row in rows.values()):
        return
    if all(at in rows for at in rules.starts(meeting.series)):
        raise Conflict(_("Ini hari terakhir yang tersisa. Batalkan rapatnya."))
