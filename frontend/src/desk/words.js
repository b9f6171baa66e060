/* What a desk says: verdicts and reasons in words, the same as the server's. */
import { t } from "../page/words.js";

const REASONS = {
  unknown_code: () => t("Kode ini tidak ada dalam daftar di perangkat ini. Arahkan ke meja bantuan."),
  unknown_invitation: () => t("Undangan ini bukan undangan rapat ini."),
  withdrawn: () => t("Undangan ini sudah ditarik. Arahkan ke meja bantuan."),
  already_in: () => t("Orang ini sudah dicatat hadir."),
  already_out: () => t("Orang ini sudah dicatat keluar."),
  not_in: () => t("Orang ini belum dicatat hadir."),
  no_walk_ins: () => t("Rapat ini hanya untuk yang diundang. Arahkan ke sekretariat."),
  held: () => t("Menunggu persetujuan sekretariat."),
  turned_away: () => t("Sekretariat tidak menerima tamu ini."),
  bad_signature: () => t("Kartu ini tidak dibuat untuk rapat di sini. Arahkan ke meja bantuan."),
  other_meeting: () => t("Kartu ini untuk rapat lain."),
  not_yet: () => t("Kartu ini belum berlaku. Periksa jam perangkat ini."),
  expired: () => t("Kartu ini sudah tidak berlaku. Arahkan ke meja bantuan."),
  revoked_code: () => t("Kartu ini sudah diganti. Arahkan ke meja bantuan."),
};

export const reasonOf = (code) => REASONS[code]?.() ?? "";

/** Large, above the name. */
export function verdictWord(result, direction) {
  if (result === "duplicate") return t("Sudah dicatat, tidak dihitung lagi");
  if (result === "refused") return t("Ditolak");
  if (result === "undone") return t("Dibatalkan");
  if (result === "kept") return t("Disimpan, belum diperiksa");
  if (result === "checking") return t("Memeriksa …");
  if (result === "unkept") return t("Tidak tersimpan");
  return direction === "out" ? t("Keluar dicatat") : t("Hadir");
}

/** Short, at the end of a line of the log. */
export function shortWord(result, direction, channel) {
  if (result === "accepted") return direction === "out" ? t("Keluar") : channel === "online" ? t("Daring") : t("Di ruang");
  return { duplicate: t("Ganda"), refused: t("Ditolak"), undone: t("Dibatalkan"), kept: t("Disimpan"), checking: t("Memeriksa …") }[result];
}
