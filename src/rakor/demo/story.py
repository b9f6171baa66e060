"""What a scenario file may hold: agencies, people, and the events they carry through Rakor.

Times without a zone are those of the event's own zone.
"""

import tomllib
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError

from rakor.accounts.rules import Role
from rakor.directory.rules import AgencyFacts, Holding, OfficeLevel
from rakor.errors import Invalid, NotFound
from rakor.followups.rules import FollowUpState
from rakor.letters.rules import Urgency
from rakor.live.rules import DecisionFacts
from rakor.meetings.operations import Online, Seating, Venue
from rakor.meetings.rules import Channel, Delegation, Kind, Mode, Part
from rakor.minutes.rules.photos import PhotoFacts
from rakor.preparing.rules import Take
from rakor.press.rules import Author
from rakor.programmes.rules import LineFacts
from rakor.web.shapes import Line, Shape, Text
from rakor.words import _

SCENARIOS = Path(__file__).parent / "scenarios"
Clock = Annotated[str, Field(pattern=r"^[0-2][0-9]:[0-5][0-9]$")]


class Figure(Shape):
    """A person of a scenario, invented; `can` says what they show to whoever signs in as them."""

    key: Line
    name: Line
    before: Line = ""
    after: Line = ""
    agency: Line
    office: Line = ""
    level: OfficeLevel | None = None
    holding: Holding = Holding.SUBSTANTIVE
    nip: Line = ""
    role: Role | None = None
    can: Line = ""

    @property
    def email(self) -> str:
        return f"{self.key}@{self.agency.lower()}.example.go.id"


class Said(Shape):
    """A paragraph of a note that begins with who spoke."""

    who: Line
    says: Text


class Asked(Shape):
    """A question with its answer (tanya jawab)."""

    ask: Text
    asked_by: Line = Field(alias="from")
    answer: Text


class Points(Shape):
    """A list within a note."""

    points: list[Text]


Block = Text | Said | Asked | Points


class Point(Shape):
    """One item of the agenda: planned, when it was really taken up, and what was noted."""

    title: Line
    minutes: int = 0
    presenter: Line = ""
    confidential: bool = False
    begun: Clock | None = None
    ended: Clock | None = None
    note: list[Block] = []


class Officer(Shape):
    who: Line
    part: Part


class Guest(Shape):
    """Somebody invited (`who`), or everybody of an agency (`of`): what they said, how they came.

    Of an agency those are left out who are invited by themselves, or are in `but`.
    """

    who: Line = ""
    of: Line = ""
    but: list[Line] = []
    part: Part = Part.PARTICIPANT
    says: Annotated[str, Field(pattern="^(|accepted|declined|tentative)$")] = ""
    by: Annotated[str, Field(pattern="^(page|mail)$")] = "page"
    sits: Channel | None = None
    said: datetime | None = None
    came: list[Channel] = []
    at: Clock | None = None


class Report(Shape):
    """How far the owner of a decision is, and when they said so."""

    status: FollowUpState
    note: Text = ""
    at: datetime | None = None


class Since(Report):
    """What an agency told of its part in a decision of an earlier event (`of`)."""

    of: Line
    decision: int
    owner: Line
    at: datetime


class Resolved(DecisionFacts):
    """A decision, the number of the agenda item it was taken under, and when."""

    agenda_item: None = None
    under: int
    taken: Clock | None = None
    progress: list[Report] = []


class Record(Shape):
    """When the minutes took each step."""

    drafted: datetime
    submitted: datetime
    approved: datetime
    distributed: datetime


class Picture(PhotoFacts):
    """A photo of a meeting; `file` stands beside the scenario."""

    file: Line


class Quoted(Shape):
    """Words of somebody in a release, and how they agreed to them."""

    speaker: Line
    office: Line = ""
    text: Text
    agreed: Text


class Told(Shape):
    """What a release says beside what it takes from the record."""

    headline: Line = ""
    city: Line = ""
    body: Text = ""
    about: Text = ""
    contact: Text = ""
    featured: bool = False
    shows_counts: bool = True
    note: Line = ""


class Correction(Told):
    """What was changed after a release was out, and when."""

    at: datetime


class Press(Told):
    """The release about a meeting, written by somebody and approved by the chair.

    With `covers_earlier` it tells of the meeting that this one follows too. Without authors it is
    signed by those named for public relations.
    """

    by: Line
    covers_earlier: bool = False
    authors: list[Author] = []
    quotes: list[Quoted] = []
    drafted: datetime
    approved: datetime
    published: datetime
    corrections: list[Correction] = []


class Hall(Shape):
    """A room of the register."""

    name: Line
    seats: int
    plans: dict[str, int] = {}
    video: Line = ""
    wheelchair: bool = False


class House(Shape):
    """A building of an agency with its rooms."""

    name: Line
    agency: Line
    address: Line = ""
    rooms: list[Hall]


class Letter(Shape):
    """The surat undangan that was issued for a meeting, signed by its chair."""

    dated: date
    signer_title: Line
    urgency: Urgency = Urgency.ORDINARY
    copies: list[Line] = []


class Event(Shape):
    """One meeting. `begins_in` (minutes from now) instead of times makes one that can be tried.

    From a day on it is counted from nine in the morning of today. With `takes` it is made from the
    meeting that it follows, with these groups of facts; the items that both agendas begin with are
    those of the earlier one. `register_room` is a room of the register by its name.
    """

    key: Line
    by: Line
    follow_up_of: Line | None = None
    takes: list[Take] = []
    title: Line
    theme: Line = ""
    purpose: Text = ""
    kind: Kind
    mode: Mode
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    begins_in: int | None = None
    minutes_long: int = 120
    timezone: Line
    organizer: Line
    venue: Venue = Venue()
    room: Line = ""
    register_room: Line = ""
    online: Online = Online()
    letter_number: Line = ""
    official_letter: Letter | None = None
    total_quota: int | None = None
    quotas: list[Seating] = []
    reported_quotas: list[Seating] = []
    prepared: datetime | None = None
    published: bool = True
    letters: bool = False
    delegation: Delegation = Delegation.ALLOWED
    officers: list[Officer] = []
    agenda: list[Point] = []
    guests: list[Guest] = []
    decisions: list[Resolved] = []
    reports: list[Since] = []
    opened: datetime | None = None
    closed: datetime | None = None
    minutes: Record | None = None
    photos: list[Picture] = []
    press: Press | None = None


class Linked(Shape):
    """An event of a programme by its key, with its rundown."""

    key: Line
    track: Line = ""
    rundown: list[LineFacts] = []


class Programmed(Shape):
    """The programme that events of a scenario are part of, and when it was made."""

    by: Line
    title: Line
    theme: Line = ""
    about: Text = ""
    host: Line = ""
    place: Line = ""
    address: Line = ""
    timezone: Line
    organizer: Line
    first_day: date
    last_day: date
    public: bool = False
    prepared: datetime
    events: list[Linked]


class Story(Shape):
    """A scenario file. `needs` names scenarios whose people and meetings it speaks of."""

    name: Line
    title: Line
    password: Line
    needs: list[Line] = []
    agencies: list[AgencyFacts] = []
    people: list[Figure] = []
    houses: list[House] = []
    events: list[Event]
    programme: Programmed | None = None


@lru_cache(maxsize=16)
def read_story(name_or_path: str) -> Story:
    """A scenario by its name or from a file. Refuses (Invalid) what a scenario does not know."""
    known = SCENARIOS / f"{name_or_path}.toml"
    path = known if known.is_file() else Path(name_or_path)
    if not path.is_file():
        raise NotFound(_("Tidak ada skenario {name}.").format(name=name_or_path))
    try:
        return Story.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Invalid(f"{path.name}: {error}") from None
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(step) for step in first["loc"])
        raise Invalid(f"{path.name}, {where}: {first['msg']}") from None
