"""Keeping what is written: every state of every section, and what a later version changed."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from rakor.accounts.models import User
from rakor.minutes.export import from_content, to_content
from rakor.minutes.export.comparing import changed, sections
from rakor.minutes.export.values import Amendment, MinutesDocument
from rakor.minutes.models import Minutes, MinutesRevision

HEAD = ("basis", "subject")
WHOLE = ("opening", "presentations", "qa", "closing")


def content_of(
    document: MinutesDocument, items: tuple[UUID, ...] | list[str], edited: list[str]
) -> dict[str, Any]:
    """What the table keeps: the document, the agenda items behind it, and what was rewritten."""
    return {
        "document": to_content(document),
        "items": [str(item) for item in items],
        "edited": sorted(set(edited)),
    }


def bodies(content: dict[str, Any]) -> dict[str, Any]:
    """What the sections that can be written hold, by their names; empty without any content."""
    if not content:
        return {}
    document = content["document"]
    facts = document["facts"]
    head = {name: facts[name] for name in HEAD}
    head["place_and_date"] = document["signing"]["place_and_date"]
    head["next_meeting"] = document.get("next_meeting", "")
    notes = {
        item: told["notes"]
        for item, told in zip(content["items"], document["discussion"], strict=True)
    }
    return {"head": head, **{name: document.get(name) for name in WHOLE}, **notes}


async def begin(minutes: Minutes, content: dict[str, Any], *, by: User, at: datetime) -> Minutes:
    """Store a new version with its first text, which is the first state of each section."""
    minutes.content, minutes.revision = content, 1
    await minutes.save(force_create=True)
    await _remember(minutes, bodies(content), 1, by=by, at=at)
    return minutes


async def keep(minutes: Minutes, content: dict[str, Any], *, by: User, at: datetime) -> None:
    """Let the minutes say this from their next revision on; what they said before stays, too.

    A version after the first also says what it changes in the one before.
    """
    before, after = bodies(minutes.content), bodies(content)
    new = {name: body for name, body in after.items() if before.get(name) != body}
    await _remember(minutes, new, minutes.revision + 1, by=by, at=at)
    minutes.content = await amended(minutes, content)


async def amended(minutes: Minutes, content: dict[str, Any]) -> dict[str, Any]:
    """The content with its list of what it changes in the version before, if there is one."""
    earlier = await Minutes.get_or_none(meeting_id=minutes.meeting_id, version=minutes.version - 1)
    if earlier is None:
        return content
    told = _sections(earlier.content)
    document = from_content(content["document"])
    changes = changed(told, sections(document, content["items"]))
    amendment = Amendment(earlier.version, minutes.reason, changes)
    return {**content, "document": to_content(replace(document, amendment=amendment))}


def _sections(content: dict[str, Any]) -> list[Any]:
    return sections(from_content(content["document"]), content["items"])


async def _remember(
    minutes: Minutes, new: dict[str, Any], revision: int, *, by: User, at: datetime
) -> None:
    await MinutesRevision.bulk_create(
        [
            MinutesRevision(
                minutes_id=minutes.id,
                section=name,
                revision=revision,
                body=body,
                by_name=by.full_name,
                at=at,
            )
            for name, body in new.items()
        ]
    )
