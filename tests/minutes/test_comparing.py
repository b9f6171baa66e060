"""What two versions say differently: by section, by line, by word, and for whose eyes."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from rakor.documents.richtext import from_text
from rakor.minutes.export import to_html, to_markdown
from rakor.minutes.export.comparing import Said, changed, compared, sections, titles
from rakor.minutes.export.values import (
    Amendment,
    Attendee,
    Delegation,
    Question,
    for_participants,
)

from .notula_sample import document

ITEMS = [f"item-{n}" for n in range(6)]
LINES = st.lists(st.text("ab ", min_size=1, max_size=6).filter(str.strip), max_size=6)


def between(before, after):
    return changed(sections(before, ITEMS), sections(after, ITEMS))


def test_the_same_text_has_no_change():
    assert between(document(), document()) == ()


def test_a_changed_section_names_the_lines_that_went_and_came():
    later = replace(document(), closing=from_text("Rapat ditutup pukul 12.30 WIB."))
    (change,) = between(document(), later)
    assert (change.section, change.removed, change.added, change.confidential) == (
        "Penutup",
        ("Rapat ditutup oleh pimpinan rapat pada pukul 12.04 WIB.",),
        ("Rapat ditutup pukul 12.30 WIB.",),
        False,
    )


def test_what_was_confidential_in_either_version_is_told_to_nobody_else():
    told = document()
    notes = [*told.discussion[:5], replace(told.discussion[5], notes=from_text("Lain."))]
    decisions = (*told.decisions[:3], replace(told.decisions[3], text="Lain."))
    later = replace(told, discussion=tuple(notes), decisions=decisions)
    changes = between(told, later)
    assert [change.confidential for change in changes] == [True, True]
    shown = replace(later, amendment=Amendment(1, "Ralat", changes))
    assert shown.amendment is not None
    hidden = for_participants(shown).amendment
    assert hidden is not None
    assert hidden.changes == ()
    opened = [*told.discussion[:5], replace(told.discussion[5], confidential=False)]
    both = between(told, replace(told, discussion=tuple(opened), opening=from_text("Lain.")))
    assert [(change.section, change.confidential) for change in both] == [("Pembukaan", False)]


@given(LINES, LINES)
def test_both_texts_can_be_read_back_from_the_comparison(old, new):
    told = compared(old, new)

    def of(*kinds):
        kept = [
            " ".join(piece.text for piece in line if piece.said in kinds)
            for line in told
            if any(piece.said in kinds for piece in line)
        ]
        return " ".join(kept).split()

    assert of(Said.SAME, Said.REMOVED) == " ".join(old).split()
    assert of(Said.SAME, Said.ADDED) == " ".join(new).split()


def test_every_section_that_is_printed_has_an_address():
    assert list(titles(document(), ITEMS)) == [
        "head",
        "previous",
        "carried",
        "opening",
        "presentations",
        *ITEMS,
        "qa",
        "breaks",
        "decisions",
        "follow_ups",
        "decisions-secret",
        "follow_ups-secret",
        "next_meeting",
        "closing",
        "attendance",
    ]


def test_new_parts_stand_in_every_text_and_close_up_when_there_are_none():
    whole = replace(
        document(3),
        amendment=Amendment(1, "Salah hitung", between(document(3), document(4))),
        previous=("Notula Rakornas, disetujui.",),
        carried=("Kalender (BPSDM): Selesai",),
        qa=(Question("Bagus (BKN)", "Kapan?", "Sari (BPSDM)", "Besok."),),
        breaks=("Sidang diskors pukul 10.00–10.15 WIB.",),
        next_meeting="Rapat lanjutan, Senin",
    )
    for text in (to_html(whole), to_markdown(whole)):
        at = [
            text.index(words)
            for words in (
                "I. Perubahan terhadap versi 1",
                "Alasan: Salah hitung",
                "II. Notula rapat sebelumnya",
                "III. Perkembangan tindak lanjut rapat sebelumnya",
                "IV. Pembukaan",
                "VII. Tanya jawab",
                "Jawaban Sari",
                "VIII. Skors sidang",
                "XI. Rapat berikutnya",
                "XII. Penutup",
            )
        ]
        assert at == sorted(at)


def test_whoever_was_invited_and_did_not_come_is_listed_without_a_number():
    came = Attendee("Ada", "Kepala")
    away = Attendee("Budi", "Sekretaris", "Tidak hadir (berhalangan)", present=False)
    listed = (Delegation("BKN", (came, away)), Delegation("ANRI", (away,)))
    text = to_markdown(replace(document(), attendance=listed))
    assert "1 orang dari 1 instansi; 2 undangan tidak hadir sendiri" in text
    assert "### BKN (1 orang)" in text
    assert "### ANRI (tidak hadir)" in text
    assert "| – | Budi | Sekretaris | – | Tidak hadir (berhalangan) |" in text
