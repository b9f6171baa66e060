"""Who signs and by which authority: own, a.n., u.b., Plt., Plh., Pj. (domain: B.12)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rakor.errors import FieldError, Invalid
from rakor.words import N_, _


class SigningMode(StrEnum):
    """By which authority a letter is signed."""

    OWN = "own"
    ON_BEHALF = "a_n"
    BELOW = "u_b"
    ACTING_VACANT = "plt"
    ACTING_TEMPORARY = "plh"
    CARETAKER = "pj"


SIGNING_MODES = {
    SigningMode.OWN: N_("Jabatan sendiri"),
    SigningMode.ON_BEHALF: N_("a.n. (atas nama atasan langsung)"),
    SigningMode.BELOW: N_("u.b. (untuk beliau, satu tingkat di bawah a.n.)"),
    SigningMode.ACTING_VACANT: N_("Plt. (jabatan kosong)"),
    SigningMode.ACTING_TEMPORARY: N_("Plh. (pejabat berhalangan sementara)"),
    SigningMode.CARETAKER: N_("Pj. (penjabat)"),
}
# How many positions stand above the one who signs.
ABOVE = {SigningMode.ON_BEHALF: 1, SigningMode.BELOW: 2}
ACTING = {
    SigningMode.ACTING_VACANT: "Plt.",
    SigningMode.ACTING_TEMPORARY: "Plh.",
    SigningMode.CARETAKER: "Pj.",
}


@dataclass(frozen=True, slots=True)
class Authority:
    """By which authority somebody signs; `chain` are the positions above, from the top."""

    mode: SigningMode
    title: str
    name: str
    chain: tuple[str, ...] = ()
    acting_from: date | None = None
    acting_until: date | None = None
    decree_number: str = ""


def lines(authority: Authority) -> tuple[str, ...]:
    """What stands above the signature, line by line; the last one ends with a comma."""
    title, chain = authority.title, authority.chain
    match authority.mode:
        case SigningMode.ON_BEHALF:
            return (f"a.n. {_at(chain, 0)}", f"{title},")
        case SigningMode.BELOW:
            return (f"a.n. {_at(chain, 0)}", f"{_at(chain, 1)},", "u.b.", f"{title},")
        case mode if mode in ACTING:
            return (f"{ACTING[mode]} {title},",)
        case _:
            return (f"{title},",)


def _at(chain: tuple[str, ...], place: int) -> str:
    return chain[place] if place < len(chain) else "…"


def missing(authority: Authority, day: date) -> list[FieldError]:
    """What a letter still needs before it may be signed that day, field by field."""
    found: list[FieldError] = []

    def say(field: str, message: str) -> None:
        found.append({"field": field, "message": message})

    if not authority.title:
        say("signer_title", _("Isi jabatan penanda tangan."))
    if not authority.name:
        say("signer_name", _("Isi nama penanda tangan."))
    wanted = ABOVE.get(authority.mode, 0)
    if len(authority.chain) != wanted and wanted:
        say("chain", _("Tulis {n} jabatan di atas penanda tangan, dari yang tertinggi, satu per "
                       "baris.").format(n=wanted))  # fmt: skip
    if authority.mode in ACTING:
        if not authority.decree_number:
            say("decree_number", _("Isi nomor surat perintah atau keputusan penunjukannya."))
        if not (authority.acting_from and authority.acting_until):
            say("acting_from", _("Isi masa penunjukan, dari dan sampai tanggal."))
        elif not authority.acting_from <= day <= authority.acting_until:
            say("acting_until", _("Tanggal surat berada di luar masa penunjukan."))
    return found


def check_complete(authority: Authority, day: date) -> None:
    """Refuses (Invalid) an authority that could not be shown: no chain, no period, no decree."""
    if found := missing(authority, day):
        raise Invalid(_("Lengkapi kewenangan penanda tangan."), errors=found)
