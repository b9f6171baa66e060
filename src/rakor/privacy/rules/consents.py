"""What is asked of people and not needed: only with consent, by version, taken back any time."""

from enum import StrEnum

from rakor.words import N_


class Purpose(StrEnum):
    """Something optional."""

    WHATSAPP = "whatsapp"
    PHOTO = "photo"


# The words consented to. Whoever changes them raises the version: old consents stay proven.
CONSENTS: dict[Purpose, tuple[int, str, str]] = {
    Purpose.WHATSAPP: (
        1,
        N_("Pengingat lewat WhatsApp"),
        N_("Nomor telepon saya boleh dipakai untuk pengingat rapat lewat WhatsApp."),
    ),
    Purpose.PHOTO: (
        1,
        N_("Foto dalam siaran pers"),
        N_("Foto saya di rapat boleh dimuat dalam siaran pers, dengan nama dan jabatan."),
    ),
}
