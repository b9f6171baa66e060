"""Photos of a meeting: what is said of each, and for what the people in it have agreed."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import BeforeValidator, Field

from rakor.errors import Conflict, Invalid
from rakor.web.shapes import Line, Shape, Text
from rakor.words import N_, _

MOST_PHOTOS = 60  # of one meeting


class PhotoConsent(StrEnum):
    """For what those who can be seen have agreed that the photo is used."""

    NOT_ASKED = "not_asked"
    RECORD = "record"
    PUBLIC = "public"


PHOTO_CONSENTS = {
    PhotoConsent.NOT_ASKED: N_("Belum diminta: hanya dilihat sekretariat"),
    PhotoConsent.RECORD: N_("Untuk notula dan peserta rapat"),
    PhotoConsent.PUBLIC: N_("Untuk notula, peserta rapat, dan siaran pers"),
}

Day = Annotated[date | None, BeforeValidator(lambda value: value or None)]


class PhotoFacts(Shape):
    """What is said of a photo. `alternative` tells somebody who does not see it what it shows.

    `consent_note` says how the people in it agreed; `people` are those the caption names.
    """

    caption: Annotated[Line, Field(min_length=1, max_length=500)]
    alternative: Annotated[Line, Field(min_length=1, max_length=500)]
    taken_on: Day = None
    photographer: Annotated[Line, Field(max_length=200)] = ""
    consent: PhotoConsent = PhotoConsent.NOT_ASKED
    consent_note: Annotated[Text, Field(max_length=1000)] = ""
    people: Annotated[list[UUID], Field(max_length=50)] = []


class Place(Shape):
    """Where in the order a photo is to stand, from 1."""

    place: Annotated[int, Field(ge=1, le=1000)]


class Whose(Shape):
    """Whose consent is taken back."""

    person: UUID


def check_consent(facts: PhotoFacts) -> None:
    """Refuses (Invalid) a consent of which nobody says how it was given: it could not be proven."""
    if facts.consent is not PhotoConsent.NOT_ASKED and not facts.consent_note.strip():
        raise Invalid.field(
            "consent_note", _("Tulis bagaimana persetujuan itu diberikan, dan kapan.")
        )


def check_room_for_more(already: int) -> None:
    """Refuses (Conflict) more photos than a page and its documents can carry."""
    if already >= MOST_PHOTOS:
        raise Conflict(_("Satu rapat memuat paling banyak {n} foto.").format(n=MOST_PHOTOS))


def check_not_withdrawn(*, withdrawn: bool) -> None:
    """Refuses (Conflict) to change a photo whose consent somebody has taken back."""
    if withdrawn:
        raise Conflict(_("Persetujuan atas foto ini sudah ditarik; fotonya sudah dihapus."))


def moved(order: Iterable[UUID], photo: UUID, place: int) -> list[UUID]:
    """The photos in their new order, when one of them goes to that place (from 1)."""
    rest = [each for each in order if each != photo]
    at = min(max(place, 1), len(rest) + 1) - 1
    return [*rest[:at], photo, *rest[at:]]
