/* Ending the session: asked once, and once more where somebody's words are not saved yet. */
import { confirmDialog } from "../page/dialog.js";
import { newKey, problemText, send, Unreachable } from "../page/http.js";
import { toast } from "../page/toast.js";
import { t } from "../page/words.js";

async function close(path, force) {
  try {
    return await send("POST", `${path}/close`, { force }, { key: newKey() });
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    return { ok: false, data: { detail: t("Tidak tersambung. Coba lagi.") } };
  }
}

const waiting = ({ name, title }) => t("{name} pada pokok “{title}”", { name, title });

/** Close, and say whose notes are not saved; whoever presses again does not wait for them. */
export async function closeMeeting(path) {
  const { ok, data } = await close(path, false);
  if (ok) return true;
  if (!data.unsaved?.length) {
    toast(problemText(data, t("Tidak dapat dijalankan. Coba lagi.")), { kind: "warn" });
    return false;
  }
  const sure = await confirmDialog({
    title: t("Tutup walaupun ada catatan yang belum tersimpan?"),
    text: t("Belum tersimpan semua: {who}. Setelah rapat ditutup, tulisan itu hanya ada di perangkatnya.", { who: [...new Set(data.unsaved.map(waiting))].join("; ") }),
    verb: t("Tutup tanpa menunggu"),
    cancel: t("Tunggu dahulu"),
  });
  if (!sure) return false;
  const again = await close(path, true);
  if (!again.ok) toast(problemText(again.data, t("Tidak dapat dijalankan. Coba lagi.")), { kind: "warn" });
  return again.ok;
}
