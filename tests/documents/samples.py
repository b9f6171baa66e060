"""Invented documents, whole: what the samples beside the default Word templates are made of.

`python -m tests.documents.samples` writes them after what a document holds was changed.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from rakor.attendance import export as lists
from rakor.documents.richtext import RichText, dump, from_text
from rakor.documents.shelf import shelf
from rakor.documents.word import Photo
from rakor.letters.export import to_word_values as letter_values
from rakor.minutes.export import to_typst_values
from rakor.minutes.export import to_word_values as minutes_values
from rakor.minutes.export import values as v
from rakor.minutes.export.agreement import Edition
from rakor.minutes.export.agreement import agreement as made_agreement
from rakor.minutes.export.agreement import to_word as agreement_values
from rakor.minutes.rules.agreement import AgreementChoices
from rakor.press.export import to_word_values as release_values
from rakor.press.export import values as p
from tests.attendance import test_lists as attendance
from tests.letters.test_paper import LETTER, LOGO, PERSONAL
from tests.minutes.notula_sample import document

PHOTO = v.Photograph("1", "1.png", "Pembukaan rapat", "Orang duduk mengelilingi meja", 400, 300)
PICTURE = {"$picture": "qr"}


def minutes() -> dict[str, Any]:
    whole = document(
        3,
        previous=("Halaman 2: jumlah peserta seharusnya 88 orang.",),
        carried=("Pemetaan kebutuhan pelatihan: Pusdiklat, dalam proses.",),
        qa=(v.Question("Wakil BKD Contoh", "Kapan kuota berlaku?", "Ketua", "Mulai 2027."),),
        breaks=("12.00–13.00 WIB istirahat",),
        next_meeting="Kamis, 12 November 2026",
        amendment=v.Amendment(1, "Salah tulis", (v.Change("Keputusan", ("lama",), ("baru",)),)),
        verification=v.Verification("ABCD-EFGH-JKMN-PQRS", "https://rakor.example.go.id/verify/A"),
    )
    return minutes_values(replace(whole, security="Terbatas", photos=(PHOTO,)), {PHOTO.file: b""})


def letter() -> dict[str, Any]:
    kop = replace(LETTER.letterhead, logo=LOGO)
    below = replace(
        LETTER, letterhead=kop, signer_below=("Pembina Utama Madya",), security="Rahasia"
    )
    return letter_values(below, [PERSONAL])


def listed() -> Any:
    signed = {date(2026, 12, 1): attendance.Stroked([], 0, 0, "Sari Utami", attendance.at(3))}
    came = attendance.person(
        stays_room=[attendance.Stay(attendance.at(0), None)], signatures=signed
    )
    online = attendance.person("Budi Hartono", stays_online=[
        attendance.Stay(attendance.at(0), attendance.at(120))
    ])  # fmt: skip
    absent = attendance.person("Citra Dewi")
    return attendance.listing(came, online, absent)


def attendance_list() -> dict[str, Any]:
    return lists.to_values(listed(), attendance.MADE)


def release_document() -> p.ReleaseDocument:
    return p.ReleaseDocument(
        letterhead=p.Letterhead("Kementerian Contoh", "Badan Contoh", "Jalan Contoh Nomor 1"),
        timing="Untuk disiarkan segera",
        headline="Rapat koordinasi menyepakati kuota pelatihan",
        dateline="Jakarta, 1 Desember 2026",
        lead="Badan Contoh dan 14 instansi menyepakati kuota pelatihan.",
        created_at=datetime(2026, 12, 1, 6, tzinfo=UTC),
        modified="1 Desember 2026 pukul 13.00 WIB",
        url="https://rakor.example.go.id/press/contoh",
        body=from_text("Isi siaran pers."),
        counts=("Hadir 89 orang dari 15 instansi.",),
        results=("Kuota 30 persen disepakati.",),
        quotes=(p.Quotation("Kami siap.", "Nama Pejabat", "Kepala Badan Contoh"),),
        photos=(PHOTO,),
        authors=(p.Byline("Nama Penulis", "Humas"),),
        about="Tentang Badan Contoh.",
        contact="humas@example.go.id",
        events=("Rapat Koordinasi Contoh",),
        mark="BELUM UNTUK DISIARKAN",
    )


def release() -> dict[str, Any]:
    return release_values(release_document(), {"1.png": b""})


def agreed() -> dict[str, Any]:
    whole = replace(document(20), security="Terbatas")
    choices = AgreementChoices(witness="Nama Saksi", witness_office="Inspektur Contoh")
    edition = Edition(
        day=date(2026, 12, 1),
        number="BA-007/BPSDM/12/2026",
        version=2,
        replaces="BA-003/BPSDM/11/2026",
        issued_at=datetime(2026, 12, 1, 6, tzinfo=UTC),
        verification=v.Verification("ABCD-EFGH-JKMN-PQRS", "https://rakor.example.go.id/verify/A"),
    )
    return made_agreement(whole, choices, edition)


def agreement() -> dict[str, Any]:
    return agreement_values(agreed())


SAMPLES = {
    "minutes": minutes,
    "letter": letter,
    "attendance": attendance_list,
    "release": release,
    "agreement": agreement,
}


def short_minutes() -> dict[str, Any]:
    whole = document(1, next_meeting="Kamis, 12 November 2026")
    short = replace(
        whole, discussion=whole.discussion[:2], decisions=whole.decisions[:2], attendance=()
    )
    return to_typst_values(short)


# What the page of an agency's look shows; of the letter it makes one with the agency's own words.
PREVIEWS = {"minutes": short_minutes, "attendance": attendance_list}


def written(value: Any) -> Any:
    """Values as JSON; what JSON has no word for is marked."""
    if isinstance(value, RichText):
        return {"$rich": dump(value)}
    if isinstance(value, Photo):
        return {"$photo": value.alternative}
    if isinstance(value, bytes):
        return PICTURE
    if isinstance(value, Mapping):
        return {name: written(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [written(part) for part in value]
    return value


def main() -> None:
    for kind, made in PREVIEWS.items():
        text = json.dumps(made(), ensure_ascii=False)
        (shelf() / f"{kind}.preview.json").write_text(text + "\n")
    for kind, made in SAMPLES.items():
        text = json.dumps(written(made()), ensure_ascii=False, indent=1)
        (shelf() / f"{kind}.sample.json").write_text(text + "\n")


if __name__ == "__main__":
    main()
