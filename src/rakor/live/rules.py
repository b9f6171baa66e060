"""What a decision may hold, and which views of a meeting exist."""

from enum import StrEnum

from rakor.words import N_


class DecisionState(StrEnum):
    """A decision stands or was struck."""

    ACTIVE = "active"
    STRUCK = "struck"


class Duty(StrEnum):
    """Whether an agency owes a decision or supports the one that does."""

    OWNER = "owner"
    SUPPORTING = "supporting"


class Horizon(StrEnum):
    """How far ahead a decision reaches."""

    SHORT = "short"
    MIDDLE = "middle"
    LONG = "long"


HORIZONS = {
    Horizon.SHORT: N_("Jangka pendek"),
    Horizon.MIDDLE: N_("Jangka menengah"),
    Horizon.LONG: N_("Jangka panjang"),
}


class Funding(StrEnum):
    """Where the money of a decision comes from."""

    APBN = "apbn"
    APBD_PROV = "apbd_prov"
    APBD_KABKOTA = "apbd_kabkota"
    BLU = "blu"
    PNBP = "pnbp"
    GRANT = "grant"
    OTHER = "other"


FUNDING = {
    Funding.APBN: N_("APBN"),
    Funding.APBD_PROV: N_("APBD provinsi"),
    Funding.APBD_KABKOTA: N_("APBD kabupaten/kota"),
    Funding.BLU: N_("BLU"),
    Funding.PNBP: N_("PNBP"),
    Funding.GRANT: N_("hibah"),
    Funding.OTHER: N_("lainnya"),
}


class View(StrEnum):
    """Through whose eyes a meeting is seen while it happens."""

    PUBLIC = "public"
    PARTICIPANT = "participant"
    SECRETARIAT = "secretariat"
    CHAIR = "chair"
