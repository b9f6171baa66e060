"""Erasure that respects signed records: what goes, what stays, and what stands in its way."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from rakor.errors import Conflict
from rakor.web.shapes import Shape, Text
from rakor.words import N_, _

NOBODY = "Data dihapus"  # what stands in records in place of a name, in the language of the record
NOWHERE = "@erased.invalid"  # the domain of what stands in place of an address


class ErasureState(StrEnum):
    """Where an erasure stands."""

    PROPOSED = "proposed"
    DONE = "done"
    REFUSED = "refused"


ERASURE_STATES = {
    ErasureState.PROPOSED: N_("Menunggu persetujuan"),
    ErasureState.DONE: N_("Dihapus"),
    ErasureState.REFUSED: N_("Ditolak"),
}

GOES = {
    "contact": N_("Surel, telepon, NIP, bahasa, dan zona waktu"),
    "addresses": N_("Alamat surel lain"),
    "invitations": N_("Alamat, catatan, dan tautan pribadi pada undangan"),
    "open": N_("Undangan rapat yang belum selesai"),
    "scans": N_("Perangkat pada pemindaian"),
    "signatures": N_("Tanda tangan di meja registrasi"),
    "visits": N_("Nama dan alamat dalam ruang video"),
    "nominations": N_("Alamat pada pencalonan peserta"),
    "drafts": N_("Alamat dan tanggapan pada draf yang dibagikan"),
    "photos": N_("Foto yang menyebut namanya"),
    "quotes": N_("Alamat pada kutipan siaran pers"),
    "letters": N_("Isi dan alamat surat yang dikirim"),
    "received": N_("Surat yang diterima darinya"),
    "account": N_("Akun"),
    "sessions": N_("Sesi peramban"),
    "tokens": N_("Token program"),
    "factors": N_("Kunci sandi dan kode masuk"),
    "consents": N_("Persetujuan yang masih berlaku"),
    "name": N_("Nama, karena tidak ada di dalam arsip"),
}
STAYS = {
    "heads": N_("Nama, jabatan, dan instansi pada daftar hadir"),
    "training": N_("Nama pada jam pelajaran dan sertifikat"),
    "turns": N_("Nama dan jabatan pada daftar pembicara"),
    "held": N_("Nama pada undangan rapat yang sudah selesai"),
    "parts": N_("Peran dalam rapat yang sudah selesai"),
    "notes": N_("Nama sebagai penulis catatan"),
    "approvals": N_("Nama pada persetujuan rapat sebelum terbit"),
    "ballots": N_("Nama sebagai pemberi suara delegasi"),
    "releases": N_("Nama pada siaran pers yang disusun, ditulis, atau disetujuinya"),
    "minutes": N_("Nama pada notula yang disusun atau disetujuinya"),
    "agreements": N_("Nama pada berita acara yang disusun atau diterbitkannya"),
    "reports": N_("Nama pada laporan tindak lanjut"),
    "offices": N_("Riwayat jabatan"),
    "journal": N_("Jejak perbuatan: bukti berantai yang tidak dapat diubah"),
}


class ErasureWish(Shape):
    """Why somebody's data are to go."""

    reason: Annotated[Text, Field(min_length=5, max_length=2000)]


@dataclass(slots=True)
class Preview:
    """What an erasure would do, counted; `blocks` are sentences why it may not be done now."""

    goes: dict[str, int] = field(default_factory=dict)
    stays: dict[str, int] = field(default_factory=dict)
    blocks: list[str] = field(default_factory=list)

    @property
    def signed(self) -> bool:
        """Whether a record holds the name, so that it must stay."""
        return any(n for name, n in self.stays.items() if name not in ("journal", "offices"))


def check_clear(preview: Preview) -> None:
    """Refuses (Conflict) while something stands in the way."""
    if preview.blocks:
        raise Conflict(" ".join(preview.blocks))


def check_not_erased(erased: object) -> None:
    """Refuses (Conflict) to erase twice."""
    if erased:
        raise Conflict(_("Data orang ini sudah dihapus."))
