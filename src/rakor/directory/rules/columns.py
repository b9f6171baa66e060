"""The columns of each kind of file, and how a heading is recognised in either language."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from rakor.directory.rules.importing import SHEETS, Column, FileKind
from rakor.errors import Invalid
from rakor.words import N_, _, speaking

_AGENCY = N_("Kode instansi")
_ZONE = Column(
    "timezone",
    N_("Zona waktu"),
    N_("WIB, WITA, WIT, atau nama IANA seperti Asia/Makassar."),
    "WITA",
    also=("zona", "zone", "timezone"),
)

COLUMNS: dict[FileKind, tuple[Column, ...]] = {
    FileKind.AGENCIES: (
        Column(
            "code",
            N_("Kode"),
            N_("Kunci baris: kode yang sama memperbarui instansi itu."),
            "CONTOH-64",
            needed=True,
            also=("kode instansi",),
        ),
        Column(
            "name",
            N_("Nama"),
            N_("Nama lengkap instansi."),
            "Pemerintah Provinsi Contoh",
            needed=True,
            also=("nama instansi", "nama lengkap"),
            width=44,
        ),
        Column("short_name", N_("Nama pendek"), N_("Untuk daftar yang sempit."), "Prov. Contoh"),
        Column(
            "kind",
            N_("Jenis"),
            N_("Jenis instansi, misalnya kementerian atau pemerintah kabupaten."),
            "pemerintah provinsi",
        ),
        Column(
            "parent",
            N_("Induk"),
            N_("Kode instansi induknya; boleh ada di baris lain berkas ini."),
            also=("kode induk", "bagian dari"),
        ),
        Column(
            "region",
            N_("Kode wilayah"),
            N_("Kode Kemendagri, misalnya 64.71."),
            "64",
            also=("wilayah", "region"),
        ),
        _ZONE,
        Column(
            "precedence",
            N_("Urutan protokol"),
            N_("Bilangan; kecil didahulukan."),
            "500",
            also=("urutan",),
        ),
        Column(
            "address", N_("Alamat"), N_("Alamat kantor."), "Jalan Contoh Nomor 1, Kota", width=36
        ),
        Column(
            "external_codes",
            N_("Kode lain"),
            N_("Kode di sistem lain: bkn=7106; ba=010."),
            "bkn=7106; ba=010",
            also=("kode luar",),
        ),
    ),
    FileKind.OFFICES: (
        Column(
            "agency",
            _AGENCY,
            N_("Kode instansi tempat jabatan ini."),
            "CONTOH-64",
            needed=True,
            also=("instansi", "agency"),
        ),
        Column(
            "title",
            N_("Jabatan"),
            N_("Nama jabatan seperti pada surat. Bersama kode instansi menjadi kunci baris."),
            "Sekretaris Daerah",
            needed=True,
            also=("nama jabatan", "title"),
            width=44,
        ),
        Column(
            "level",
            N_("Jenjang"),
            N_("Jenjang jabatan, misalnya pimpinan tinggi pratama atau pelaksana."),
            "pimpinan tinggi madya",
        ),
        Column(
            "kind",
            N_("Jenis jabatan"),
            N_("Kode atau nama jenis jabatan, agar dapat diundang menurut kelompok."),
            also=("kelompok jabatan",),
        ),
        Column(
            "precedence",
            N_("Urutan protokol"),
            N_("Bilangan; kosong berarti menurut jenjang."),
            also=("urutan",),
        ),
        Column(
            "email",
            N_("Surel jabatan"),
            N_("Alamat jabatan itu sendiri, bukan alamat pemangkunya."),
            "sekda@contoh.example.go.id",
            also=("surel", "email"),
            width=32,
        ),
    ),
    FileKind.PEOPLE: (
        Column(
            "nip",
            N_("NIP"),
            N_("18 angka sebagai teks. Kunci baris; tanpa NIP: surel, lalu nama dan instansi."),
            "196801011994031901",
            also=("ni pppk",),
            width=22,
        ),
        Column("nip_kind", N_("Jenis NIP"), N_("PNS atau PPPK; kosong berarti PNS."), "PNS"),
        Column(
            "name",
            N_("Nama tanpa gelar"),
            N_("Nama seperti tercetak, tanpa gelar."),
            "Contoh Nama Lengkap",
            needed=True,
            also=("nama",),
            width=32,
        ),
        Column("prefix_titles", N_("Gelar di depan"), N_("Seperti tercetak."), "Dr."),
        Column("suffix_titles", N_("Gelar di belakang"), N_("Seperti tercetak."), "S.H., M.Si."),
        Column(
            "email",
            N_("Surel"),
            N_("Alamat untuk undangan; tidak boleh dipakai dua orang."),
            "nama@contoh.example.go.id",
            also=("email", "alamat surel"),
            width=32,
        ),
        Column(
            "other_emails",
            N_("Surel lain"),
            N_("Alamat lain orang ini, dipisahkan titik koma."),
            also=("email lain",),
            width=32,
        ),
        Column("phone", N_("Telepon"), N_("Nomor telepon."), "0812 0000 0000", also=("hp",)),
        Column(
            "agency",
            _AGENCY,
            N_("Kode instansi orang ini."),
            "CONTOH-64",
            also=("instansi", "agency"),
        ),
        Column("locale", N_("Bahasa"), N_("id atau en."), "id"),
        _ZONE,
    ),
    FileKind.HOLDERS: (
        Column(
            "agency",
            _AGENCY,
            N_("Kode instansi tempat jabatan itu."),
            "CONTOH-64",
            needed=True,
            also=("instansi", "agency"),
        ),
        Column(
            "title",
            N_("Jabatan"),
            N_("Nama jabatan yang sudah ada, atau ada di lembar Jabatan."),
            "Sekretaris Daerah",
            needed=True,
            also=("nama jabatan", "title"),
            width=44,
        ),
        Column(
            "nip",
            N_("NIP"),
            N_("NIP pemangku; tanpa NIP: surel, lalu nama di instansi itu."),
            "196801011994031901",
            also=("nip pemangku",),
            width=22,
        ),
        Column(
            "email",
            N_("Surel"),
            N_("Surel pemangku."),
            also=("email", "surel pemangku"),
            width=32,
        ),
        Column(
            "name",
            N_("Nama tanpa gelar"),
            N_("Nama pemangku, bila tanpa NIP dan surel."),
            also=("nama", "nama pemangku"),
            width=32,
        ),
        Column("holding", N_("Sebagai"), N_("definitif, Plt., Plh., atau Pj."), "definitif"),
        Column(
            "since",
            N_("Mulai"),
            N_("Hari pertama, misalnya 2026-01-31 atau 31/01/2026. Bagian dari kunci baris."),
            "2026-01-02",
            needed=True,
            also=("mulai tanggal", "tmt", "since", "from"),
        ),
        Column(
            "until",
            N_("Sampai"),
            N_("Hari terakhir; kosong berarti belum berakhir."),
            also=("sampai tanggal", "until", "to"),
        ),
        Column(
            "decree_number",
            N_("Nomor keputusan"),
            N_("Nomor surat keputusan atau surat perintah."),
            "821.2/001/2026",
            also=("nomor sk", "decree"),
        ),
    ),
    FileKind.REGIONS: (
        Column(
            "code",
            N_("Kode"),
            N_("Kode Kemendagri. Bersama hari pertama menjadi kunci baris."),
            "64.99",
            needed=True,
            also=("kode wilayah",),
        ),
        Column(
            "name",
            N_("Nama"),
            N_("Nama resmi, dengan kata Kabupaten atau Kota."),
            "Kabupaten Contoh",
            needed=True,
            also=("nama wilayah",),
            width=32,
        ),
        Column("kind", N_("Jenis"), N_("provinsi, kabupaten, atau kota."), "kabupaten"),
        Column(
            "province",
            N_("Provinsi"),
            N_("Kode provinsinya; kosong berarti awal kode wilayah."),
            "64",
        ),
        _ZONE,
        Column(
            "valid_from",
            N_("Berlaku sejak"),
            N_("Hari pertama; kosong berarti sejak provinsinya."),
            also=("mulai",),
        ),
        Column("valid_until", N_("Berlaku sampai"), N_("Hari terakhir."), also=("sampai",)),
        Column("unit", N_("Unit geografis"), N_("Kode ISO 3166-2:ID pulau, misalnya ID-KA.")),
        Column("iso_code", N_("Kode ISO"), N_("Kode ISO 3166-2:ID provinsi.")),
        Column("bps_code", N_("Kode BPS"), N_("Kode BPS, bila diketahui.")),
        Column(
            "predecessor",
            N_("Pendahulu"),
            N_("Kode wilayah ini sebelum hari pertama, atau induk pemekarannya."),
        ),
        Column("source", N_("Sumber"), N_("Dasar hukum atau sumber data."), width=32),
    ),
    FileKind.HOLIDAYS: (
        Column(
            "day",
            N_("Tanggal"),
            N_("Misalnya 2026-01-31 atau 31/01/2026. Bersama jenis dan wilayah menjadi kunci."),
            "2026-02-17",
            needed=True,
            also=("hari", "date"),
        ),
        Column(
            "name",
            N_("Nama"),
            N_("Nama hari libur seperti pada keputusannya."),
            "Contoh hari libur",
            needed=True,
            also=("nama hari libur", "keterangan"),
            width=44,
        ),
        Column(
            "kind",
            N_("Jenis"),
            N_("hari libur nasional, cuti bersama, atau hari libur daerah; kosong: nasional."),
            "hari libur nasional",
            width=24,
        ),
        Column(
            "region",
            N_("Kode wilayah"),
            N_("Kode Kemendagri daerah yang libur; kosong berarti semua."),
            also=("wilayah", "daerah", "region"),
        ),
        Column(
            "source",
            N_("Sumber"),
            N_("Keputusan yang menetapkannya, misalnya nomor SKB."),
            "SKB Nomor 1",
            width=32,
        ),
        Column("official", N_("Resmi"), N_("ya bila tercantum dalam keputusan."), "ya", width=10),
    ),
}


@dataclass(frozen=True, slots=True)
class Head:
    """What was recognised in the first row of a sheet: the field of each column, "" for none."""

    kind: FileKind
    fields: tuple[str, ...]
    unknown: tuple[str, ...]


def plain(text: str) -> str:
    """A heading or word as it is compared: small letters, without marks, one space between."""
    text = unicodedata.normalize("NFKC", text).casefold().replace("_", " ")
    return " ".join(re.sub(r"[^\w\s/]", " ", text).split())


def names_of(kind: FileKind) -> dict[str, str]:
    """Every heading of a kind of file, as it is compared, with the field it fills."""
    found: dict[str, str] = {}
    for column in COLUMNS[kind]:
        for name in (column.field, column.heading, english(column.heading), *column.also):
            found.setdefault(plain(name), column.field)
    return found


def english(phrase: str) -> str:
    with speaking("en"):
        return _(phrase)


def kind_of_sheet(title: str) -> FileKind | None:
    """Which kind a sheet holds, by its name in either language; None when it says nothing."""
    for kind, word in SHEETS.items():
        if plain(title) in (plain(word), plain(english(word)), kind.value):
            return kind
    return None


def recognise(headings: Sequence[str], kind: FileKind | None) -> Head:
    """What the columns are. Refuses (Invalid) a file without a column that it needs.

    Without a kind the one whose columns are there is taken: the one that knows most of them.
    """
    if kind is None:
        kind = _likeliest(headings)
    names, fields, unknown = names_of(kind), [], []
    for heading in headings:
        field = names.get(plain(heading), "")
        if field and field in fields:
            raise Invalid.field("file", _("Kolom “{name}” ada dua kali.").format(name=heading))
        if not field and heading.strip():
            unknown.append(heading)
        fields.append(field)
    missing = [column for column in COLUMNS[kind] if column.needed and column.field not in fields]
    if missing:
        raise Invalid.field(
            "file",
            _("Lembar {sheet} tidak memuat kolom {columns}.").format(
                sheet=_(SHEETS[kind]), columns=", ".join(_(each.heading) for each in missing)
            ),
        )
    return Head(kind, tuple(fields), tuple(unknown))


def _likeliest(headings: Sequence[str]) -> FileKind:
    said = {plain(heading) for heading in headings}

    def fits(kind: FileKind) -> tuple[bool, int, float]:
        names = names_of(kind)
        known = {names[each] for each in said if each in names}
        whole = all(each.field in known for each in COLUMNS[kind] if each.needed)
        return whole, len(known), -len(COLUMNS[kind])

    best = max(FileKind, key=fits)
    whole, known, _width = fits(best)
    rivals = [kind for kind in FileKind if fits(kind)[:2] == (whole, known)]
    if not whole or len(rivals) > 1:
        raise Invalid.field("file", _("Isi berkas ini tidak dikenali. Pilih jenis datanya."))
    return best
