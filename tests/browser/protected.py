"""What the pages of personal data show: a request, an incident, an erasure, a destruction list."""

from datetime import UTC, datetime, timedelta

from rakor.accounts.models import User
from rakor.attendance.models import Scan
from rakor.directory.models import Person
from rakor.privacy import operations
from rakor.privacy.rules.breaches import BreachFacts
from rakor.privacy.rules.requests import RequestKind, RequestWish


async def furnish_privacy(admin: User, participant: User) -> dict[str, str]:
    """Asked by the participant, found and proposed by the admin."""
    long_ago = datetime.now(UTC) - timedelta(days=400)
    scan = await Scan.exclude(device="").order_by("id").first()
    assert scan is not None
    await Scan.filter(id=scan.id).update(at=long_ago)
    wish = RequestWish(
        kind=RequestKind.CORRECTION, reason="Gelar saya kurang.", suffix_titles="M.Si."
    )
    asked = await operations.ask(wish, by=participant)
    found = BreachFacts(
        title="Laptop petugas registrasi hilang",
        found_at=datetime.now(UTC) - timedelta(hours=80),
        data="Daftar hadir: nama, jabatan, instansi",
        people=89,
    )
    breach = await operations.record_breach(found, by=admin)
    await operations.add_affected(breach.id, [str(participant.person.email)], by=admin)
    leaving = await Person.get(name="Tigor Simanjuntak")
    erasure = await operations.propose_erasure(leaving.id, "Pensiun bulan depan", by=admin)
    listed = await operations.propose_destruction(by=admin)
    return {
        "asked": str(asked.id),
        "breach": str(breach.id),
        "erasure": str(erasure.id),
        "leaving": str(leaving.id),
        "listed": str(listed.id),
    }
