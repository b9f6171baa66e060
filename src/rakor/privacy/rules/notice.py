"""The privacy notice of an installation: parts with a text to begin with, in both languages."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from rakor.web.shapes import Shape, Text
from rakor.words import N_


class Part(StrEnum):
    """A part of the notice that an officer writes."""

    CONTROLLER = "controller"
    CONTACT = "contact"
    PURPOSES = "purposes"
    BASIS = "basis"
    PROCESSORS = "processors"
    RIGHTS = "rights"


PARTS: dict[Part, tuple[str, str]] = {
    Part.CONTROLLER: (
        N_("Siapa yang bertanggung jawab"),
        N_("Pengendali data pribadi adalah instansi yang menjalankan Rakor ini."),
    ),
    Part.CONTACT: (
        N_("Ke mana bertanya"),
        N_("Hubungi pejabat pelindungan data pribadi melalui sekretariat instansi ini."),
    ),
    Part.PURPOSES: (
        N_("Untuk apa data dipakai"),
        N_(
            "Kami memakai data Bapak/Ibu untuk mengundang rapat, menerima jawaban, mencatat "
            "kehadiran dan keputusan, serta memantau tindak lanjut. Tidak ada NIK, tidak ada "
            "pelacakan di surel, tidak ada perekaman tanpa pemberitahuan."
        ),
    ),
    Part.BASIS: (
        N_("Atas dasar apa"),
        N_(
            "Pejabat diundang karena jabatannya: dasarnya pelaksanaan tugas untuk kepentingan "
            "umum dan pelayanan publik (UU 27/2022 pasal 20). Hal yang tidak wajib, misalnya "
            "nomor telepon untuk WhatsApp atau foto dalam siaran pers, hanya dengan persetujuan."
        ),
    ),
    Part.PROCESSORS: (
        N_("Siapa yang ikut memproses"),
        N_(
            "Server surel instansi mengirim undangan. Rapat daring berlangsung pada penyedia "
            "yang tertulis di undangan. Selain itu data tetap di server instansi ini."
        ),
    ),
    Part.RIGHTS: (
        N_("Hak Bapak/Ibu"),
        N_(
            "Bapak/Ibu berhak tahu, mendapat salinan, meminta perbaikan, pembatasan, dan "
            "penghapusan, menarik persetujuan, serta berkeberatan. Permintaan dijawab dalam "
            "3×24 jam. Daftar hadir dan notula yang sudah disetujui adalah arsip negara: nama "
            "dan jabatan di dalamnya tetap, alamat dan kontak dapat dihapus."
        ),
    ),
}


Long = Annotated[Text, Field(max_length=4000)]


class NoticeWish(Shape):
    """Every part in both languages; an empty one is said in the words it began with."""

    controller_id: Long = ""
    controller_en: Long = ""
    contact_id: Long = ""
    contact_en: Long = ""
    purposes_id: Long = ""
    purposes_en: Long = ""
    basis_id: Long = ""
    basis_en: Long = ""
    processors_id: Long = ""
    processors_en: Long = ""
    rights_id: Long = ""
    rights_en: Long = ""

    def of(self, part: Part) -> tuple[str, str]:
        """The Indonesian and the English text of a part."""
        return getattr(self, f"{part.value}_id"), getattr(self, f"{part.value}_en")
