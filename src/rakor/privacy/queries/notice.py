"""The notice, the consents and the incidents of this installation."""

from dataclasses import dataclass
from uuid import UUID

from rakor.accounts.models import User
from rakor.errors import NotFound
from rakor.privacy.models import Breach, BreachSubject, Consent, NoticePart
from rakor.privacy.rules.consents import CONSENTS, Purpose
from rakor.privacy.rules.notice import PARTS, Part
from rakor.words import _, language


@dataclass(frozen=True, slots=True)
class Choice:
    """Something optional, and whether this person has consented to it in today's words."""

    purpose: Purpose
    title: str
    words: str
    given: Consent | None


async def notice() -> dict[Part, str]:
    """Every part in the reader's language, in the words of this installation where it has some."""
    stored = {row.part: row for row in await NoticePart.all()}
    found = {}
    for part, (_title, begun) in PARTS.items():
        row = stored.get(part)
        own = (row.text_en if language() == "en" else row.text_id) if row else ""
        found[part] = own or _(begun)
    return found


async def notice_parts() -> dict[Part, NoticePart]:
    """What this installation wrote itself."""
    return {row.part: row for row in await NoticePart.all()}


async def choices(user: User) -> list[Choice]:
    """What somebody may consent to, and what they said."""
    lasting = await Consent.filter(person_id=user.id, withdrawn_at=None).order_by("id")
    said = {row.purpose: row for row in lasting if row.version == CONSENTS[row.purpose][0]}
    return [
        Choice(purpose, title, words, said.get(purpose))
        for purpose, (_version, title, words) in CONSENTS.items()
    ]


async def breaches() -> list[Breach]:
    """The incidents, those that are open first."""
    rows = await Breach.all().order_by("-found_at").limit(200)
    return sorted(rows, key=lambda row: row.state.value != "open")


async def find_breach(key: UUID) -> Breach:
    """An incident. NotFound when there is none."""
    found = await Breach.get_or_none(id=key).select_related("recorded_by")
    if found is None:
        raise NotFound(_("Insiden ini tidak ada."))
    return found


async def affected(breach: Breach) -> list[BreachSubject]:
    """The people whose data was affected."""
    rows = BreachSubject.filter(breach_id=breach.id).order_by("id")
    return await rows.select_related("person__agency")
