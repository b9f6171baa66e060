"""What can be found, in the order in which it is offered."""

from enum import StrEnum

from rakor.words import N_


class Kind(StrEnum):
    """What a result is."""

    MEETING = "meeting"
    NOTE = "note"
    DECISION = "decision"
    FOLLOW_UP = "follow_up"
    MINUTES = "minutes"
    RELEASE = "release"
    PERSON = "person"
    OFFICE = "office"
    AGENCY = "agency"


KINDS = {
    Kind.MEETING: N_("Rapat"),
    Kind.NOTE: N_("Catatan"),
    Kind.DECISION: N_("Keputusan"),
    Kind.FOLLOW_UP: N_("Tindak lanjut"),
    Kind.MINUTES: N_("Notula"),
    Kind.RELEASE: N_("Siaran pers"),
    Kind.PERSON: N_("Orang"),
    Kind.OFFICE: N_("Jabatan"),
    Kind.AGENCY: N_("Instansi"),
}

# These are looked up in the directory itself, which has its own way of finding names.
OF_DIRECTORY = frozenset({Kind.PERSON, Kind.OFFICE, Kind.AGENCY})
