"""Reading a list of people that was typed or pasted."""

import re
from dataclasses import dataclass

from rakor.errors import FieldError, Invalid
from rakor.words import _


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody on a list that was typed or pasted; `agency` is a code, "" when not said."""

    email: str
    name: str = ""
    agency: str = ""


_ADDRESS = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z][A-Za-z0-9-]{1,62}"
)
_AROUND = " \t<>\"',;"


def read_list(text: str) -> list[Listed]:
    """`Nama <alamat>, KODE`, or columns pasted from a sheet: one line for each person.

    Refuses (Invalid, naming the lines) what holds no address, and names of over 200 letters.
    """
    found: list[Listed] = []
    errors: list[FieldError] = []
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for n, line in enumerate(lines, start=1):
        address = re.search(r"[^\s<>,;]+@[^\s<>,;]+", line)
        if not address or not _ADDRESS.fullmatch(address[0]) or len(address[0]) > 254:
            words = _("Baris {n}: tulis alamat surel seperti nama@instansi.go.id.")
            errors.append({"field": "lines", "message": words.format(n=n)})
            continue
        name = line[: address.start()].strip(_AROUND)
        after = [part.strip(_AROUND) for part in re.split(r"[,;\t]", line[address.end() :])]
        rest = [part for part in after if part]
        # After the address come the name, unless it stood before, and the code in capitals.
        if rest and not name and (len(rest) > 1 or rest[0] != rest[0].upper()):
            name = rest.pop(0)
        if len(name) > 200:
            words = _("Baris {n}: nama paling panjang 200 huruf.")
            errors.append({"field": "lines", "message": words.format(n=n)})
        found.append(Listed(address[0].lower(), name, rest[0] if rest else ""))
    if errors:
        raise Invalid(errors[0]["message"], errors=errors[:50])
    return found
