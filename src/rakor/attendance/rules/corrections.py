"""Rules of corrections, and how somebody was recognised, in words."""

from rakor.attendance.rules.ledger import REPORTED
from rakor.attendance.rules.scans import Method
from rakor.words import N_

METHODS = {
    Method.QR: N_("Kode QR"),
    Method.MANUAL: N_("Dicari dengan nama"),
    Method.WALK_IN: N_("Tamu tanpa undangan"),
    Method.LINK: N_("Tautan atau kode di layar"),
    Method.SCREEN: N_("Kode di layar"),
    Method.TOKEN: N_("Kartu bertanda tangan"),
    Method.ONLINE_REPORT: N_("Laporan peserta daring"),
    Method.WEBHOOK: N_("Pemberitahuan ruang daring"),
    Method.CORRECTION: N_("Koreksi"),
}


def may_change(is_correction: bool, method: Method) -> bool:
    """Whether a line may be moved or get another moment, rather than be taken back only.

    What a video service reported is corrected among its visits, two lines at once.
    """
    return not is_correction and method not in REPORTED
