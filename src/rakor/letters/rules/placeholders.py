"""Named placeholders in what people write for a letter; nothing else in it is ever evaluated."""

import re
from collections.abc import Mapping

from rakor.errors import FieldError
from rakor.words import N_, _

PLACEHOLDERS = {
    "rapat": N_("judul rapat"),
    "tema": N_("tema"),
    "hari_tanggal": N_("hari dan tanggal"),
    "pukul": N_("waktu dengan zona"),
    "tempat": N_("tempat"),
    "pimpinan": N_("pimpinan rapat"),
    "acara": N_("acara"),
    "batas_jawaban": N_("batas waktu konfirmasi"),
    "penyelenggara": N_("instansi penyelenggara"),
}
_NAMED = re.compile(r"\{([^{}]*)\}")


def unknown(text: str) -> list[str]:
    """The placeholders in a text that no letter has a value for."""
    return [name for name in _NAMED.findall(text) if name not in PLACEHOLDERS]


def wrong(texts: Mapping[str, str]) -> list[FieldError]:
    """One error for each field with a placeholder that is not known, or an open brace."""
    found: list[FieldError] = []
    for field, text in texts.items():
        names = unknown(text)
        if names:
            known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
            said = _("Isian {{{name}}} tidak dikenal. Yang ada: {known}.")
            found.append({"field": field, "message": said.format(name=names[0], known=known)})
        elif "{" in (rest := _NAMED.sub("", text)) or "}" in rest:
            found.append({"field": field, "message": _("Kurung kurawal tidak berpasangan.")})
    return found


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with its placeholders replaced; one without a value stays visible as `[name]`."""
    return _NAMED.sub(lambda named: values.get(named[1], "") or f"[{named[1]}]", text)


def unfilled(text: str, values: Mapping[str, str]) -> list[str]:
    """The placeholders for which the meeting has no value yet."""
    return [name for name in _NAMED.findall(text) if not values.get(name)]
