"""Certificates of training hours as the values of their template; in Indonesian."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from rakor import words
from rakor.attendance.rules import Attendance, Certificate


def to_certificates(
    found: Attendance, given: Sequence[Certificate], made_at: datetime
) -> dict[str, Any]:
    """A page for each of these certificates of a meeting."""
    with words.speaking("id"):
        hours = found.hours
        first, last = (words.date(at, hours.timezone) for at in (hours.starts, hours.ends))
        parent, name, _address = found.kop
        day = words.date(hours.ends, hours.timezone, with_weekday=False)
        return {
            "created_at": made_at.isoformat(),
            "document_title": f"Sertifikat {found.title}",
            "document_author": name,
            "title": "SERTIFIKAT",
            "letterhead": {"parent": parent, "name": name},
            "event": found.title,
            "when": first if first == last else f"{first} s.d. {last}",
            "place": found.place,
            "place_and_date": ", ".join(filter(None, (found.region, day))),
            "signer": found.responsible,
            "signer_office": "Penanggung jawab,",
            "certificates": [
                {
                    "number": each.number,
                    "name": each.name,
                    "agency": each.agency,
                    "hours": words.number(each.hours),
                }
                for each in given
            ],
        }
