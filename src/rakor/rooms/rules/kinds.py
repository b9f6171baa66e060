"""What a room is like: how its seats may stand, and what else it has."""

from collections.abc import Mapping
from enum import StrEnum

from rakor.errors import Invalid
from rakor.words import N_, _


class Seating(StrEnum):
    """How the seats of a room stand."""

    THEATRE = "theatre"
    CLASSROOM = "classroom"
    U_SHAPE = "u_shape"
    BOARDROOM = "boardroom"
    BANQUET = "banquet"


SEATINGS = {
    Seating.THEATRE: N_("Teater"),
    Seating.CLASSROOM: N_("Kelas"),
    Seating.U_SHAPE: N_("Huruf U"),
    Seating.BOARDROOM: N_("Meja rapat"),
    Seating.BANQUET: N_("Meja bundar"),
}


class EquipmentKind(StrEnum):
    """What a meeting may need beside seats."""

    PROJECTOR = "projector"
    SCREEN = "screen"
    VIDEO_SET = "video_set"
    MICROPHONE = "microphone"
    SOUND = "sound"
    LAPTOP = "laptop"
    PRINTER = "printer"
    WHITEBOARD = "whiteboard"
    INTERPRETER_BOOTH = "interpreter_booth"
    HEARING_LOOP = "hearing_loop"


EQUIPMENT = {
    EquipmentKind.PROJECTOR: N_("Proyektor"),
    EquipmentKind.SCREEN: N_("Layar"),
    EquipmentKind.VIDEO_SET: N_("Perangkat konferensi video"),
    EquipmentKind.MICROPHONE: N_("Mikrofon"),
    EquipmentKind.SOUND: N_("Tata suara"),
    EquipmentKind.LAPTOP: N_("Laptop"),
    EquipmentKind.PRINTER: N_("Pencetak"),
    EquipmentKind.WHITEBOARD: N_("Papan tulis"),
    EquipmentKind.INTERPRETER_BOOTH: N_("Bilik juru bahasa"),
    EquipmentKind.HEARING_LOOP: N_("Alat bantu dengar"),
}


def seats_in(seats: int, plans: Mapping[str, int], seating: Seating | None) -> int:
    """How many sit in a room when its seats stand so; without a plan, the most it holds.

    Refuses (Invalid) a plan that the room does not have.
    """
    if seating is None:
        return seats
    if seating.value not in plans:
        raise Invalid.field("seating", _("Ruang ini tidak mempunyai susunan kursi itu."))
    return plans[seating.value]


def check_plans(seats: int, plans: Mapping[Seating, int]) -> None:
    """Refuses (Invalid) a plan with more seats than the room holds."""
    for seating, count in plans.items():
        if count > seats:
            raise Invalid.field(
                f"plans.{seating.value}",
                _("Susunan ini melebihi kursi ruang: {seats}.").format(seats=seats),
            )
