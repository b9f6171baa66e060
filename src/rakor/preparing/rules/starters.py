"""Templates that every agency has from the start, to be used as they are or made its own.

Their texts go into Indonesian meetings and are not translated; names and explanations are.
"""

from dataclasses import dataclass

from rakor.meetings.rules import Delegation, Kind, Mode, SecurityClass
from rakor.words import N_


@dataclass(frozen=True, slots=True)
class Starter:
    """A usual kind of meeting; `agenda` are titles with their minutes, which add up to its length.

    Answers are due `answer_days` days before it begins.
    """

    key: str
    name: str
    about: str
    kind: Kind
    mode: Mode
    agenda: tuple[tuple[str, int], ...]
    answer_days: int
    title: str
    purpose: str = ""
    security_class: SecurityClass = SecurityClass.PUBLIC
    delegation: Delegation = Delegation.ALLOWED

    @property
    def minutes(self) -> int:
        return sum(minutes for _title, minutes in self.agenda)


STARTERS: tuple[Starter, ...] = (
    Starter(
        "rakor",
        N_("Rapat koordinasi (rakor)"),
        N_("Beberapa instansi menyepakati langkah bersama dan membagi tugas."),
        Kind.COORDINATION,
        Mode.HYBRID,
        (
            ("Pembukaan dan arahan pimpinan", 15),
            ("Tindak lanjut rapat sebelumnya", 20),
            ("Paparan instansi", 45),
            ("Pembahasan", 60),
            ("Keputusan, penanggung jawab, dan tenggat", 30),
            ("Penutup", 10),
        ),
        3,
        "Rapat Koordinasi",
        "Menyepakati langkah bersama, penanggung jawab, dan tenggatnya.",
    ),
    Starter(
        "rakortek",
        N_("Rapat koordinasi teknis (rakortek)"),
        N_("Pejabat teknis menyelaraskan program, anggaran, dan pelaksanaannya."),
        Kind.TECHNICAL_COORDINATION,
        Mode.HYBRID,
        (
            ("Pembukaan dan arahan", 20),
            ("Laporan pelaksanaan tindak lanjut", 30),
            ("Paparan teknis", 60),
            ("Penyelarasan program dan anggaran", 75),
            ("Perumusan hasil", 40),
            ("Pembacaan hasil dan penutup", 15),
        ),
        5,
        "Rapat Koordinasi Teknis",
        "Menyelaraskan program, anggaran, dan pelaksanaannya antarinstansi.",
    ),
    Starter(
        "rapim",
        N_("Rapat pimpinan (rapim)"),
        N_("Pimpinan instansi memutuskan arah dan prioritas; tidak diwakilkan."),
        Kind.LEADERSHIP,
        Mode.IN_PERSON,
        (
            ("Pengantar pimpinan", 10),
            ("Pelaksanaan keputusan rapim sebelumnya", 25),
            ("Isu strategis", 50),
            ("Keputusan dan arahan", 30),
            ("Penutup", 5),
        ),
        2,
        "Rapat Pimpinan",
        "Memutuskan arah, prioritas, dan isu strategis instansi.",
        SecurityClass.LIMITED,
        Delegation.NOT_ALLOWED,
    ),
    Starter(
        "rapat-staf",
        N_("Rapat staf"),
        N_("Satu unit membagi pekerjaan sepekan ke depan."),
        Kind.WORKING,
        Mode.IN_PERSON,
        (
            ("Perkembangan pekerjaan", 25),
            ("Kendala dan bantuan yang diperlukan", 20),
            ("Pembagian tugas", 15),
        ),
        1,
        "Rapat Staf",
        "Membagi pekerjaan dan menyelesaikan kendala.",
    ),
    Starter(
        "pak-ruu",
        N_("Rapat panitia antarkementerian (PAK) rancangan undang-undang"),
        N_("Wakil kementerian membahas rumusan pasal demi pasal; wakil membawa surat tugas."),
        Kind.COORDINATION,
        Mode.HYBRID,
        (
            ("Pembukaan dan penjelasan pemrakarsa", 20),
            ("Rumusan yang ditunda pada rapat sebelumnya", 40),
            ("Pembahasan rumusan per bab dan pasal", 150),
            ("Rumusan yang disepakati dan yang ditunda", 40),
            ("Penugasan perumusan dan jadwal berikutnya", 20),
        ),
        5,
        "Rapat Panitia Antarkementerian Penyusunan RUU",
        "Membahas dan menyepakati rumusan rancangan undang-undang antarkementerian.",
        SecurityClass.LIMITED,
        Delegation.ALLOWED_WITH_LETTER,
    ),
    Starter(
        "evaluasi",
        N_("Rapat evaluasi"),
        N_("Capaian dibandingkan dengan rencana, dan yang tertinggal diputuskan jalannya."),
        Kind.EVALUATION,
        Mode.HYBRID,
        (
            ("Pembukaan", 10),
            ("Capaian terhadap target", 40),
            ("Kendala dan sebabnya", 30),
            ("Rencana perbaikan", 30),
            ("Penutup", 10),
        ),
        3,
        "Rapat Evaluasi",
        "Membandingkan capaian dengan rencana dan memutuskan perbaikannya.",
    ),
    Starter(
        "fgd",
        N_("Diskusi terpumpun (FGD)"),
        N_("Narasumber dan peserta terpilih mendalami satu pokok."),
        Kind.FGD,
        Mode.HYBRID,
        (
            ("Pembukaan dan pengantar", 15),
            ("Paparan narasumber", 60),
            ("Diskusi", 75),
            ("Perumusan dan penutup", 30),
        ),
        5,
        "Diskusi Terpumpun",
        "Menghimpun masukan narasumber dan peserta tentang satu pokok.",
    ),
)
