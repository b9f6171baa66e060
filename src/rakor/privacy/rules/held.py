"""How everything held about a person is told: sections of rows, with a word for every field."""

from dataclasses import dataclass, field
from datetime import date, datetime

from rakor.words import N_

Value = str | int | bool | date | datetime | None
Row = dict[str, Value]


@dataclass(slots=True)
class Section:
    """One kind of data about a person; `total` is larger than `rows` where only the latest show."""

    key: str
    rows: list[Row] = field(default_factory=list)
    total: int = 0

    @property
    def title(self) -> str:
        return SECTIONS[self.key][0]

    @property
    def why(self) -> str:
        return SECTIONS[self.key][1]

    @property
    def fields(self) -> list[str]:
        return list(self.rows[0]) if self.rows else []

    @property
    def columns(self) -> list[str]:
        """The fields that say something in at least one row, for a page."""
        return [
            name for name in self.fields if any(row[name] not in ("", None) for row in self.rows)
        ]


SECTIONS: dict[str, tuple[str, str]] = {
    "identity": (N_("Identitas"), N_("Agar undangan ditujukan dengan benar")),
    "addresses": (N_("Alamat surel lain"), N_("Agar jawaban dari alamat lain dikenali")),
    "offices": (N_("Jabatan"), N_("Undangan ditujukan kepada jabatan")),
    "invitations": (N_("Undangan dan jawaban"), N_("Siapa diundang, dan apa jawabannya")),
    "delegations": (N_("Perwakilan"), N_("Siapa yang hadir mewakili siapa")),
    "parts": (N_("Peran dalam rapat"), N_("Menentukan apa yang boleh dilihat dan dilakukan")),
    "attendance": (N_("Kehadiran"), N_("Daftar hadir adalah arsip rapat")),
    "scans": (N_("Pemindaian kehadiran"), N_("Bukti kapan seseorang masuk dan keluar")),
    "signatures": (N_("Tanda tangan di meja registrasi"), N_("Bukti hadir pada daftar hadir")),
    "visits": (N_("Kunjungan ruang video"), N_("Siapa hadir secara daring, dan berapa lama")),
    "nominations": (N_("Pencalonan peserta"), N_("Instansi menamai orang untuk kursinya")),
    "drafts": (N_("Draf rapat yang dibagikan"), N_("Dimintai tanggapan sebelum rapat terbit")),
    "training": (N_("Jam pelajaran"), N_("Hak pengembangan kompetensi, 20 JP setahun")),
    "photos": (
        N_("Foto Anda"),
        N_("Foto yang menyebut nama Anda; persetujuan dapat ditarik di halaman foto rapat"),
    ),
    "quotes": (
        N_("Kutipan Anda dalam siaran pers"),
        N_("Kata-kata Anda yang disiarkan, dan persetujuan atasnya"),
    ),
    "turns": (N_("Giliran bicara"), N_("Siapa berbicara tentang apa adalah arsip rapat")),
    "records": (N_("Yang Anda catat"), N_("Jumlahnya saja; isinya milik arsip rapat")),
    "account": (N_("Akun"), N_("Agar Anda dapat masuk")),
    "sessions": (N_("Peramban yang sedang masuk"), N_("Agar Anda dapat mencabutnya")),
    "tokens": (N_("Token program"), N_("Program yang bekerja atas nama Anda")),
    "factors": (N_("Cara masuk lain"), N_("Kode, kunci sandi, dan penyedia identitas")),
    "letters": (N_("Surat untuk Anda"), N_("Undangan dan pemberitahuan")),
    "received": (N_("Surat dari Anda"), N_("Jawaban lewat surel")),
    "looks": (N_("Siapa membuka data Anda"), N_("Setiap pembacaan dan pengunduhan tercatat")),
    "requests": (N_("Permintaan Anda"), N_("Hak Anda atas data pribadi")),
    "consents": (N_("Persetujuan"), N_("Hal yang tidak wajib, dapat ditarik kapan saja")),
    "breaches": (N_("Insiden"), N_("Kegagalan pelindungan yang menyangkut data Anda")),
}

FIELDS: dict[str, str] = {
    "name": N_("Nama"),
    "prefix_titles": N_("Gelar di depan"),
    "suffix_titles": N_("Gelar di belakang"),
    "email": N_("Surel"),
    "phone": N_("Telepon"),
    "nip": N_("NIP"),
    "nip_kind": N_("Jenis nomor"),
    "agency": N_("Instansi"),
    "locale": N_("Bahasa"),
    "timezone": N_("Zona waktu"),
    "office": N_("Jabatan"),
    "holding": N_("Sebagai"),
    "decree": N_("Nomor keputusan"),
    "since": N_("Sejak"),
    "until": N_("Sampai"),
    "meeting": N_("Rapat"),
    "part": N_("Peran"),
    "status": N_("Jawaban"),
    "mode": N_("Cara hadir"),
    "comment": N_("Catatan"),
    "answered_at": N_("Dijawab"),
    "via": N_("Lewat"),
    "letter": N_("Surat tugas"),
    "sent_at": N_("Dikirim"),
    "opened_at": N_("Dibuka"),
    "first_at": N_("Masuk"),
    "last_out_at": N_("Keluar"),
    "room": N_("Di ruang"),
    "online": N_("Daring"),
    "representing": N_("Mewakili"),
    "at": N_("Waktu"),
    "direction": N_("Arah"),
    "outcome": N_("Hasil"),
    "method": N_("Cara"),
    "device": N_("Perangkat"),
    "what": N_("Apa"),
    "count": N_("Jumlah"),
    "role": N_("Peran akun"),
    "active": N_("Terbuka"),
    "created_at": N_("Dibuat"),
    "last_seen_at": N_("Terakhir dipakai"),
    "expires_at": N_("Berakhir"),
    "agent": N_("Peramban"),
    "scopes": N_("Cakupan"),
    "subject": N_("Perihal"),
    "address": N_("Alamat"),
    "state": N_("Keadaan"),
    "received_at": N_("Diterima"),
    "who": N_("Siapa"),
    "spoken_seconds": N_("Lama berbicara dalam detik"),
    "reason": N_("Alasan"),
    "answer": N_("Balasan"),
    "due_at": N_("Dijawab paling lambat"),
    "purpose": N_("Untuk apa"),
    "version": N_("Versi"),
    "words": N_("Pernyataan"),
    "given_at": N_("Diberikan"),
    "withdrawn_at": N_("Ditarik"),
    "told_at": N_("Diberitahukan"),
    "found_at": N_("Ditemukan"),
    "hours": N_("Jam pelajaran"),
    "year": N_("Tahun"),
    "number": N_("Nomor"),
}

# What is counted of what somebody wrote.
COUNTED: dict[str, str] = {
    "notes": N_("Catatan yang terakhir Anda tulis"),
    "revisions": N_("Perubahan catatan atas nama Anda"),
    "ballots": N_("Suara delegasi yang Anda berikan, kecuali yang rahasia"),
    "drafted": N_("Notula yang Anda susun"),
    "approved": N_("Notula yang Anda setujui"),
    "stood_in": N_("Notula yang Anda setujui atas nama pimpinan rapat"),
    "minutes_reviews": N_("Notula yang Anda paraf"),
    "minutes_revisions": N_("Perubahan notula atas nama Anda"),
    "minutes_remarks": N_("Catatan telaah dan permintaan perbaikan notula"),
    "agreements": N_("Berita acara yang Anda susun atau terbitkan"),
    "official_letters": N_("Surat undangan yang Anda susun, terbitkan, atau tanda tangani"),
    "letter_steps": N_("Surat undangan yang Anda paraf"),
    "reports": N_("Laporan tindak lanjut"),
    "link_reports": N_("Laporan tindak lanjut atas nama Anda lewat tautan instansi"),
    "follow_up_links": N_("Tautan tindak lanjut yang dikirim kepada Anda"),
    "approvals_asked": N_("Rapat yang Anda ajukan untuk disetujui"),
    "approvals_given": N_("Rapat yang Anda setujui atau kembalikan sebelum terbit"),
    "drafts_shared": N_("Draf rapat yang Anda bagikan"),
    "photo_consents": N_("Persetujuan foto yang Anda catat"),
    "releases": N_("Siaran pers yang Anda susun, tulis, atau setujui"),
    "scanned": N_("Pemindaian sebagai petugas"),
    "devices": N_("Perangkat pintu yang Anda daftarkan"),
    "video_reports": N_("Laporan ruang video yang Anda unggah"),
    "bookings": N_("Ruang yang Anda pesan"),
    "imports": N_("Berkas yang Anda impor ke direktori"),
    "acts": N_("Perbuatan lain dalam jejak audit"),
}

FACTORS: dict[str, str] = {
    "totp": N_("Aplikasi kode"),
    "recovery": N_("Kode pemulihan yang belum dipakai"),
    "passkey": N_("Kunci sandi"),
    "provider": N_("Penyedia identitas"),
    "link": N_("Tautan masuk yang masih berlaku"),
    "step": N_("Langkah masuk yang belum selesai"),
}

# What the machine calls it, as people read it on the page and in the PDF.
VALUES: dict[str, str] = {
    "no_response": N_("belum dijawab"),
    "accepted": N_("hadir"),
    "declined": N_("berhalangan"),
    "tentative": N_("belum pasti"),
    "delegated": N_("diwakilkan"),
    "withdrawn": N_("ditarik"),
    "page": N_("halaman pribadi"),
    "mail": N_("surel"),
    "staff": N_("sekretariat"),
    "in": N_("masuk"),
    "out": N_("keluar"),
    "duplicate": N_("sudah tercatat"),
    "refused": N_("ditolak"),
    "manual": N_("dicari di daftar"),
    "link": N_("tautan"),
    "walk_in": N_("tamu"),
    "held": N_("ditahan"),
    "queued": N_("antre"),
    "sending": N_("sedang dikirim"),
    "sent": N_("terkirim"),
    "retry": N_("dicoba lagi"),
    "failed": N_("gagal"),
    "bounced": N_("kembali"),
    "pns": N_("NIP (PNS)"),
    "pppk": N_("NI PPPK"),
}
CODED = frozenset({"status", "via", "direction", "outcome", "method", "state", "nip_kind"})
