"""A meeting made from a template."""

from datetime import timedelta
from typing import Any

from rakor.accounts.models import User
from rakor.directory.queries import today
from rakor.errors import Invalid
from rakor.preparing import queries
from rakor.preparing.operations.facts import Begun
from rakor.preparing.operations.laying import Prepared, lay_out, with_said
from rakor.preparing.queries import Pattern, People, people_for
from rakor.preparing.rules import Take
from rakor.settings import settings
from rakor.words import _
from rakor.words.dates import zone


async def make_from_template(key: str, said: Begun, *, by: User) -> Prepared:
    """Draft a meeting as a template has it; what is said instead counts.

    Offices and groups of the template are asked by who holds them on that day. Refuses (NotFound)
    a template of another agency, and (Invalid) a meeting without a title.
    """
    pattern = await queries.pattern(key, to=by)
    taken = frozenset(Take) if said.take is None else frozenset(said.take)
    facts = carried(pattern, taken, said, by)
    if not (said.title or pattern.title):
        raise Invalid.field("title", _("Isian ini wajib diisi."))
    tz = zone(said.timezone or facts["timezone"])
    people = await template_people(pattern, taken, said.starts_at.astimezone(tz).date(), to=by)
    return await lay_out(
        with_said(facts, said),
        pattern.agenda if Take.AGENDA in taken else [],
        people,
        by=by,
        template=pattern.key,
        left_out=len(people.left_out),
    )


async def template_people(
    pattern: Pattern, taken: frozenset[Take], day: Any = None, *, to: User
) -> People:
    """Whom a template means on a day, today when not said."""
    wanted = [
        each
        for each in pattern.wanted
        if (Take.PARTS if each.officer else Take.PARTICIPANTS) in taken
    ]
    return await people_for(wanted, day or today(), to=to) if wanted else People()


def carried(pattern: Pattern, taken: frozenset[Take], said: Begun, by: User) -> dict[str, Any]:
    """What a meeting has from its template, by the names of the API."""
    facts: dict[str, Any] = {
        **pattern.facts,
        "title": pattern.title,
        "kind": pattern.kind,
        "mode": pattern.mode,
        "ends_at": said.starts_at + timedelta(minutes=pattern.minutes),
        "timezone": by.timezone or settings().timezone,
    }
    if Take.TEXTS not in taken:
        facts = {key: value for key, value in facts.items() if key not in ("theme", "purpose")}
    if pattern.answer_days is not None:
        facts["answer_by"] = said.starts_at - timedelta(days=max(pattern.answer_days, 0), minutes=1)
    if pattern.agency and by.is_admin:
        facts["organizer"] = pattern.agency
    if Take.QUOTAS in taken:
        facts["quotas"] = [{"agency": code, "seats": seats} for code, seats in pattern.quotas]
        facts["total_quota"] = pattern.total_quota
    return facts


__all__ = ["make_from_template", "template_people"]
