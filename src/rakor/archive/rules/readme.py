"""What a reader in ten years is told, who may have nothing but this file and a shell."""

_CIRCULATED = {
    "id": (
        "EDISI INI UNTUK PESERTA: pokok agenda rahasia beserta catatan, keputusan, bahan dan\n"
        "tindak lanjutnya tidak dimuat.\n\n"
    ),
    "en": (
        "THIS EDITION IS FOR PARTICIPANTS: confidential agenda items with their notes, decisions,\n"
        "materials and follow-ups are left out.\n\n"
    ),
}

_TEXT = """\
PAKET ARSIP RAPAT
=================

{title}
{when}
Penyelenggara: {organizer}

Paket ini memuat seluruh dokumen satu rapat dan catatannya, dibuat oleh Rakor {software}
(skema paket {schema}). Tidak diperlukan perangkat lunak khusus untuk membacanya.

{circulated[id]}ISI
  documents/     surat undangan, daftar hadir, notula setiap versi, berita acara, siaran pers,
                 bahan rapat, foto, dan bukti tindak lanjut, byte demi byte seperti diterbitkan
  record/        catatan rapat sebagai JSON (UTF-8): agenda, catatan sidang, keputusan, suara,
                 pembicara, kehadiran, tindak lanjut; journal.jsonl berisi jejak perbuatan
  manifest.json  daftar berkas dengan SHA-256, ukuran, jenis, klasifikasi arsip dan masa simpan
  SHA256SUMS     jumlah periksa setiap berkas
  PROOF          bukti yang hanya dapat dibuat dan diperiksa oleh instalasi asal

MEMERIKSA
  Bongkar paket ke folder kosong, lalu jalankan di folder itu:
      sha256sum -c SHA256SUMS
  Setiap baris harus berbunyi OK. Pemeriksaan lengkap: rakor verify package BERKAS.zip
  Rantai jejak: setiap baris record/journal.jsonl memuat "link", yaitu SHA-256 dari link baris
  sebelumnya (64 angka nol untuk baris pertama), satu karakter baris baru, dan baris itu sendiri
  sebagai JSON tanpa "link", tanpa spasi, anggotanya urut nama.
  "hash" adalah bukti berantai dari instalasi asal. Kontak orang, rahasia dan perangkat tidak
  dimuat; entri yang isinya dikurangi bertanda "withheld": true.


MEETING ARCHIVE PACKAGE
=======================

This package holds every document of one meeting and its record, made by Rakor {software}
(package schema {schema}). No special software is needed to read it.

{circulated[en]}CONTENTS
  documents/     invitation letters, attendance lists, minutes of every version, official reports,
                 press releases, materials, photos and evidence, byte for byte as issued
  record/        the record as JSON (UTF-8): agenda, notes, decisions, votes, speakers, attendance,
                 follow-ups; journal.jsonl holds what was done, entry by entry
  manifest.json  the list of files with SHA-256, size, media type, archive class and retention
  SHA256SUMS     the checksum of every file
  PROOF          a proof that only the installation of origin can make and check

CHECKING
  Unpack it into an empty folder, then run there:
      sha256sum -c SHA256SUMS
  Each line must say OK. The complete check: rakor verify package FILE.zip
  The chain: each line of record/journal.jsonl has a "link", the SHA-256 of the link of the line
  before (64 zeros for the first), one newline, and the line itself as JSON without "link", without
  spaces, its members ordered by name.
  "hash" is the chained proof of the installation of origin. Ways to reach people, secrets and
  devices are not in here; an entry that was shortened is marked "withheld": true.
"""


def readme(
    *, title: str, when: str, organizer: str, software: str, schema: int, whole: bool
) -> bytes:
    """The file that is read first, in Indonesian and English."""
    circulated = {"id": "", "en": ""} if whole else _CIRCULATED
    return _TEXT.format(
        title=title,
        when=when,
        organizer=organizer,
        software=software,
        schema=schema,
        circulated=circulated,
    ).encode()
