"""What every kind of entry means, in words: somebody … something. A kind without words fails."""

from rakor.words import N_

# The things that something happens to, in the order in which they are offered.
THINGS: dict[str, str] = {
    "meeting": N_("Rapat"),
    "part": N_("Petugas rapat"),
    "agenda": N_("Agenda"),
    "invitation": N_("Undangan"),
    "invitations": N_("Daftar undangan"),
    "counter": N_("Usulan waktu"),
    "reply": N_("Jawaban lewat surel"),
    "mail": N_("Surat"),
    "attendance": N_("Kehadiran"),
    "note": N_("Catatan sidang"),
    "decision": N_("Keputusan"),
    "minutes": N_("Notula"),
    "followup": N_("Tindak lanjut"),
    "agency": N_("Instansi"),
    "office": N_("Jabatan"),
    "person": N_("Orang"),
    "people": N_("Daftar orang"),
    "account": N_("Akun"),
    "session": N_("Sesi masuk"),
    "token": N_("Token program"),
    "installation": N_("Pemasangan"),
    "journal": N_("Jurnal"),
    "audit": N_("Jejak audit"),
}

PHRASES: dict[str, str] = {
    "meeting.drafted": N_("menyusun draf rapat"),
    "meeting.changed": N_("mengubah rincian rapat"),
    "meeting.rescheduled": N_("mengubah jadwal rapat"),
    "meeting.published": N_("menerbitkan rapat"),
    "meeting.cancelled": N_("membatalkan rapat"),
    "meeting.postponed": N_("menunda rapat"),
    "meeting.opened": N_("membuka rapat"),
    "meeting.closed": N_("menutup rapat"),
    "part.assigned": N_("menetapkan petugas"),
    "part.released": N_("melepas petugas"),
    "agenda.added": N_("menambah pokok agenda"),
    "agenda.changed": N_("mengubah pokok agenda"),
    "agenda.removed": N_("menghapus pokok agenda"),
    "agenda.ordered": N_("mengubah urutan agenda"),
    "agenda.started": N_("memulai pokok agenda"),
    "agenda.finished": N_("menyelesaikan pokok agenda"),
    "agenda.skipped": N_("melewati pokok agenda"),
    "invitation.added": N_("menambah undangan"),
    "invitation.answered": N_("menjawab undangan"),
    "invitation.withdrawn": N_("menarik undangan"),
    "invitations.sent": N_("mengirim undangan"),
    "invitations.viewed": N_("membaca daftar undangan dan jawabannya"),
    "counter.stored": N_("menyimpan usulan waktu lain dari kalender peserta"),
    "reply.held": N_("menahan jawaban surel yang perlu diputuskan orang"),
    "mail.retried": N_("mengirim ulang surat yang gagal"),
    "mail.bounced": N_("mencatat surat yang tidak sampai"),
    "mail.listed": N_("membaca daftar surat"),
    "mail.viewed": N_("membaca surat"),
    "mail.downloaded": N_("mengunduh surat mentah"),
    "attendance.recorded": N_("mencatat kehadiran"),
    "attendance.viewed": N_("membaca daftar hadir"),
    "attendance.downloaded": N_("mengunduh daftar hadir"),
    "note.saved": N_("menyimpan catatan sidang"),
    "decision.recorded": N_("mencatat keputusan"),
    "decision.changed": N_("mengubah keputusan"),
    "decision.struck": N_("mencoret keputusan"),
    "minutes.drafted": N_("menyusun notula"),
    "minutes.edited": N_("menyunting notula"),
    "minutes.refreshed": N_("memuat ulang catatan sidang ke notula"),
    "minutes.submitted": N_("mengajukan notula"),
    "minutes.returned": N_("mengembalikan notula"),
    "minutes.approved": N_("menyetujui notula"),
    "minutes.distributed": N_("mengedarkan notula"),
    "minutes.downloaded": N_("mengunduh notula"),
    "followup.reported": N_("melaporkan kemajuan tindak lanjut"),
    "agency.added": N_("menambah instansi"),
    "agency.changed": N_("mengubah instansi"),
    "agency.claimed": N_("menyerahkan pengelolaan instansi kepada adminnya"),
    "office.added": N_("menambah jabatan"),
    "office.changed": N_("mengubah jabatan"),
    "office.appointed": N_("menetapkan pemangku jabatan"),
    "office.vacated": N_("mengosongkan jabatan"),
    "person.added": N_("menambah orang"),
    "person.changed": N_("mengubah data orang"),
    "person.viewed": N_("melihat data orang"),
    "people.added": N_("menambah orang dari daftar undangan"),
    "people.listed": N_("melihat daftar orang"),
    "account.created": N_("membuka akun"),
    "account.changed": N_("mengubah akun"),
    "account.role_changed": N_("mengubah peran akun"),
    "account.closed": N_("menutup akun"),
    "account.reopened": N_("membuka kembali akun"),
    "account.signed_in": N_("masuk"),
    "account.linked": N_("menghubungkan akun dengan penyedia identitas"),
    "account.link_mailed": N_("mengirim tautan masuk lewat surel"),
    "account.password_changed": N_("mengubah kata sandi"),
    "account.app_added": N_("menambah aplikasi autentikator"),
    "account.app_removed": N_("melepas aplikasi autentikator"),
    "account.passkey_added": N_("menambah kunci sandi"),
    "account.passkey_removed": N_("melepas kunci sandi"),
    "account.code_used": N_("memakai kode pemulihan"),
    "account.codes_renewed": N_("memperbarui kode pemulihan"),
    "account.second_steps_removed": N_("melepas semua langkah kedua"),
    "session.revoked": N_("mengeluarkan satu peramban"),
    "session.all_revoked": N_("mengeluarkan semua peramban"),
    "token.created": N_("membuat token program"),
    "token.revoked": N_("mencabut token program"),
    "installation.founded": N_("menyiapkan Rakor"),
    "journal.sealed": N_("menyegel jurnal"),
    "audit.viewed": N_("membaca jejak audit"),
    "audit.downloaded": N_("mengunduh jejak audit"),
}


def thing_of(kind: str) -> str:
    """What something happened to: `meeting` of `meeting.published`."""
    return kind.partition(".")[0]


def kinds_meant(act: str) -> list[str]:
    """The kinds that a choice of the filter stands for: one of them, or all of a thing."""
    if act in PHRASES:
        return [act]
    return [kind for kind in PHRASES if thing_of(kind) == act]


def phrase_of(kind: str) -> str:
    """What it means, as a phrase of the catalogue; of a later release's kind only its name."""
    return PHRASES.get(kind, kind)
