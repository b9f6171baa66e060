"""Which times, places and seats make sense."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from rakor.errors import FieldError, Invalid
from rakor.meetings.rules.kinds import Mode
from rakor.words import _


def missing_to_publish(mode: Mode, place: str, way_online: str) -> list[FieldError]:
    """What people who are invited could not know yet: where to go, or which link to open."""
    missing: list[FieldError] = []
    if mode is not Mode.ONLINE and not place:
        missing.append({"field": "venue.name", "message": _("Isi tempat atau ruang rapat.")})
    if mode is not Mode.IN_PERSON and not way_online:
        missing.append({"field": "online.join_url", "message": _("Isi tautan rapat daring.")})
    return missing


def check_times(starts: datetime, ends: datetime) -> None:
    """Refuses (Invalid) an end that is not after the start, and meetings of over 31 days."""
    if ends <= starts:
        raise Invalid.field("ends_at", _("Jam selesai harus sesudah jam mulai."))
    if ends - starts > timedelta(days=31):
        raise Invalid.field("ends_at", _("Satu rapat paling lama 31 hari."))


def check_quotas(quotas: Sequence[tuple[str, int]], total: int | None) -> None:
    """Refuses an agency that is named twice, and a sum that is not the declared total.

    `quotas` are (agency code, seats) in the order given, so that the refusal names the row.
    """
    seen: set[str] = set()
    for n, (code, _seats) in enumerate(quotas):
        if code in seen:
            raise Invalid.field(
                f"quotas.{n}.agency",
                _("{code} sudah ada. Ubah baris itu, atau pilih instansi lain.").format(code=code),
            )
        seen.add(code)
    seats = sum(seats for _code, seats in quotas)
    if quotas and total is not None and seats != total:
        raise Invalid.field(
            "total_quota",
            _("Jumlah kuota {seats}, sedangkan kuota total {total}.").format(
                seats=seats, total=total
            ),
        )
