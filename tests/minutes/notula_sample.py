"""A notula as the coordination meeting of 13 July 2023 leaves it; every person is invented."""

from datetime import UTC, datetime
from typing import Any

from rakor.documents.richtext import from_text, parse
from rakor.minutes.export import values as v

AGENCIES = (
    "Badan Pengembangan SDM Kementerian Dalam Negeri",
    "Kementerian Sekretariat Negara",
    "Kementerian Kesehatan",
    "Kementerian Pekerjaan Umum dan Perumahan Rakyat",
    "Kementerian Perhubungan",
    "Kementerian Perdagangan",
    "Kementerian Pertanian",
    "Kementerian Koperasi dan Usaha Kecil dan Menengah",
    "Kementerian Agraria dan Tata Ruang/Badan Pertanahan Nasional",
    "Kementerian Desa, Pembangunan Daerah Tertinggal, dan Transmigrasi",
    "Badan Siber dan Sandi Negara",
    "Badan Narkotika Nasional",
    "Badan Kepegawaian Negara",
    "Arsip Nasional Republik Indonesia",
    "Lembaga Kebijakan Pengadaan Barang/Jasa Pemerintah",
)
ITEMS = (
    ("Pembukaan dan arahan Kepala BPSDM", "Dr. Wirakarsa Adinegara, M.Si."),
    ("Capaian tindak lanjut Rakornas 4 s.d. 6 Juni 2023", "Ratnasari Halim, S.STP., M.A.P."),
    ("Pemetaan pelatihan teknis kementerian/lembaga", "Bagus Prakosa, S.T., M.Eng."),
    ("Kuota aparatur daerah dan sumber dana", "dr. Melati Hapsari, M.Kes."),
    ("Pola pembelajaran 10:20:70", "Yohanes Kaimuddin, S.H., LL.M."),
    ("Dukungan bagi empat provinsi baru di Papua", "Agustinus Waromi, S.IP."),
)


def text(words: str, *marks: str, href: str = "") -> dict[str, Any]:
    made: list[dict[str, Any]] = [{"type": mark} for mark in marks]
    if href:
        made.append({"type": "link", "attrs": {"href": href}})
    return {"type": "text", "text": words, **({"marks": made} if made else {})}


def part(kind: str, *content: Any, **attrs: Any) -> dict[str, Any]:
    inner = [text(child) if isinstance(child, str) else child for child in content]
    return {"type": kind, "content": inner, **({"attrs": attrs} if attrs else {})}


def item(*content: Any) -> dict[str, Any]:
    return part("listItem", part("paragraph", *content))


def cell(words: str, kind: str = "tableCell", **attrs: int) -> dict[str, Any]:
    return part(kind, part("paragraph", words), **attrs)


def row(*words: str, kind: str = "tableCell") -> dict[str, Any]:
    return part("tableRow", *(cell(word, kind) for word in words))


def rich_notes() -> dict[str, Any]:
    """Every node and mark that the editor knows, in one note."""
    return part(
        "doc",
        part(
            "paragraph",
            "Kementerian PUPR menyampaikan bahwa ",
            text("18% dari 2.450 kursi", "bold"),
            " pelatihan teknis tahun 2023 diisi aparatur daerah. Kenaikan menjadi ",
            text("30%", "bold", "italic"),
            " dimungkinkan apabila akomodasi ditanggung ",
            text("bersama", "underline"),
            text(" sendiri", "strike"),
            ". Bahan: ",
            text("kalender pelatihan", href="https://bpsdm.example.go.id/kalender?a=1&b=2"),
            ", disiapkan oleh ",
            {"type": "mention", "attrs": {"id": "p-901", "label": "Sari Kusumawardhani"}},
            ".",
        ),
        part("heading", "Tanggapan peserta", level=2),
        part(
            "bulletList",
            item("LKPP mengusulkan pola 10:20:70 diterapkan dahulu pada pelatihan daring."),
            part(
                "listItem",
                part("paragraph", "Kementerian Kesehatan menjelaskan sumber dana:"),
                part(
                    "orderedList",
                    item("APBN untuk kurikulum dan pengajar;"),
                    item("BLU dan PNBP untuk penyelenggaraan;"),
                    item("APBD untuk perjalanan peserta."),
                    start=1,
                ),
            ),
            item("ANRI menawarkan 120 kursi pengelolaan arsip dinamis."),
        ),
        part(
            "table",
            row(
                "Kementerian/lembaga",
                "Kursi 2023",
                "Diisi daerah",
                "Rencana 2024",
                kind="tableHeader",
            ),
            row("Kementerian PUPR", "2.450", "441", "735"),
            row("Kementerian Kesehatan", "1.250", "300", "420"),
            part("tableRow", cell("LKPP dan BKN", rowspan=2), cell("900"), cell("180", colspan=2)),
            row("640", "96", "192"),
        ),
        part(
            "blockquote",
            part(
                "paragraph", "“Pelatihan harus datang ke daerah, bukan hanya daerah ke pelatihan.”"
            ),
        ),
        {"type": "horizontalRule"},
        part("paragraph", "Baris pertama", {"type": "hardBreak"}, "baris kedua."),
    )


def attendance(heads: int) -> tuple[v.Delegation, ...]:
    size, extra = divmod(heads, len(AGENCIES))
    groups, number = [], 0
    for at, agency in enumerate(AGENCIES):
        members = []
        for place in range(size + (at < extra)):
            number += 1
            members.append(
                v.Attendee(
                    name=f"Pejabat Contoh {number:03d}, S.Sos., M.Si.",
                    position="Kepala Pusat Pendidikan dan Pelatihan"
                    if place == 0
                    else "Widyaiswara Ahli Madya",
                    mode=("Luring", "Daring", "Luring dan daring")[number % 3],
                    representing="Sekretaris Jenderal" if place == 1 else "",
                )
            )
        groups.append(v.Delegation(agency, tuple(members)))
    return tuple(groups)


def document(heads: int = 89, notes: int = 1, **changes: Any) -> v.MinutesDocument:
    """The minutes; `notes` repeats the notes of every item to make it longer."""
    long = parse({"type": "doc", "content": rich_notes()["content"] * notes})
    made = {
        "letterhead": v.Letterhead(
            "Kementerian Dalam Negeri Republik Indonesia",
            "Badan Pengembangan Sumber Daya Manusia",
            ("Jalan Contoh Nomor 1, Jakarta 12620", "laman: bpsdm.example.go.id"),
        ),
        "facts": v.Facts(
            meeting="Rapat Koordinasi Teknis Pengembangan SDM Aparatur dengan Kementerian/Lembaga",
            day="Kamis, 13 Juli 2023",
            times=("09.00–12.04 WIB", "10.00–13.04 WITA / 11.00–14.04 WIT"),
            places=("Ruang Rapat Cendrawasih, Gedung BPSDM", "Zoom"),
            basis="Undangan nomor 005/1142/BPSDM, 5 Juli 2023",
            subject="Pemetaan program pengembangan kompetensi yang dapat diikuti daerah",
            chair="Dr. Wirakarsa Adinegara, M.Si., Kepala BPSDM",
            secretary="Ratnasari Halim, S.STP., M.A.P.",
            minute_taker="Sari Kusumawardhani, S.A.P., Analis Kebijakan Ahli Muda",
            participants=f"{heads} orang dari 14 K/L dan internal; daftar hadir terlampir",
        ),
        "signing": v.Signing(
            "Jakarta, 13 Juli 2023",
            v.Signatory(
                ("Pimpinan rapat",), "Dr. Wirakarsa Adinegara, M.Si.", ("Pembina Utama Madya",)
            ),
            v.Signatory(("Notulis",), "Sari Kusumawardhani, S.A.P."),
            "Disetujui oleh pimpinan rapat, Jumat, 14 Juli 2023, 10.05 WIB.",
        ),
        "created_at": datetime(2023, 7, 14, 3, 5, tzinfo=UTC),
        "version": 4,
        "status": "Disetujui",
        "approved": True,
        "opening": from_text(
            "Rapat dibuka oleh Kepala BPSDM pada pukul 09.00 WIB.\n\n"
            "Rapat ini menindaklanjuti Rakornas Pengembangan SDM Aparatur Tahun 2023."
        ),
        "presentations": (
            v.Presentation(
                "Peta pelatihan teknis nasional",
                "Bagus Prakosa, S.T., M.Eng., Kementerian PUPR",
                from_text("Paparan memuat 214 pelatihan dari 14 kementerian/lembaga."),
            ),
        ),
        "discussion": tuple(
            v.AgendaNotes(
                number,
                title,
                presenter,
                f"{8 + number:02d}.00–{8 + number:02d}.25 WIB",
                long
                if number in (3, 4) or notes > 1
                else from_text("Peserta menyetujui arahan pimpinan rapat."),
                confidential=number == 6,
            )
            for number, (title, presenter) in enumerate(ITEMS, start=1)
        ),
        "decisions": (
            v.Decision(
                1,
                "Program pengembangan kompetensi yang dapat diikuti daerah dihimpun dalam satu "
                "kalender bersama paling lambat 31 Agustus 2023.",
            ),
            v.Decision(
                2,
                "Kementerian/lembaga menyediakan sekurang-kurangnya 30% kursi pelatihan teknis "
                "bagi aparatur pemerintah daerah mulai tahun anggaran 2024.",
            ),
            v.Decision(
                3,
                "Pelatihan disusun dengan pola pembelajaran 10:20:70 dan diuji pada tiga pelatihan "
                "sampai dengan Desember 2023.",
            ),
            v.Decision(
                4,
                "Papua Selatan, Papua Tengah, Papua Pegunungan, dan Papua Barat Daya didahulukan "
                "dalam penyediaan kursi dan pendampingan.",
                confidential=True,
            ),
        ),
        "follow_ups": (
            v.FollowUp(
                1,
                "Kalender pelatihan bersama",
                ("BPSDM Kemendagri",),
                ("14 K/L",),
                "31 Agustus 2023",
                "Kalender terbit",
                ("APBN",),
                "Jangka pendek",
            ),
            v.FollowUp(
                2,
                "Usulan kuota kursi per jenis pelatihan",
                ("14 K/L",),
                ("BPSDM Kemendagri", "BKN"),
                "31 Desember 2023",
                "Kuota ≥ 30% per pelatihan",
                ("APBN", "BLU", "PNBP", "APBD"),
                "Jangka menengah",
            ),
            v.FollowUp(
                3,
                "Tiga pelatihan rintisan pola 10:20:70",
                ("LKPP", "BKN", "Kementerian Kesehatan"),
                (),
                "15 Desember 2023",
                "Tiga laporan evaluasi",
                ("APBN",),
                "Jangka menengah",
            ),
            v.FollowUp(
                4,
                "Pemetaan kebutuhan empat provinsi baru",
                ("BPSDM Kemendagri", "Kementerian Desa, PDTT"),
                (),
                "29 September 2023",
                "Peta kebutuhan",
                ("APBN", "APBD"),
                "Jangka panjang",
                confidential=True,
            ),
        ),
        "closing": from_text("Rapat ditutup oleh pimpinan rapat pada pukul 12.04 WIB."),
        "attendance": attendance(heads),
        "verification": v.Verification(
            "K7QX-3M9P-2WHR", "https://rakor.example.go.id/verify/K7QX3M9P2WHR"
        ),
    } | changes
    return v.MinutesDocument(**made)
