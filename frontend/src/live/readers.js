/* Who reads along at this moment: how many stands by the note, their names are asked for when somebody wants them. */
import { h } from "../page/dom.js";
import { problemText, send, Unreachable } from "../page/http.js";
import { toast } from "../page/toast.js";
import { number, t } from "../page/words.js";

/** "12 orang membaca": people, not their devices. */
export function readersWords(button, { room = 0, online = 0 }) {
  const words = t("{n} orang membaca", { n: number(room + online) });
  if (button.textContent !== words) button.textContent = words;
  button.hidden = !(room + online);
}

async function ask(meeting) {
  try {
    return await send("GET", `/meetings/${meeting}/live/readers`);
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    return { ok: false, data: { detail: t("Tidak tersambung. Coba lagi.") } };
  }
}

/** Their names, in a dialog; it is of this moment and is not kept anywhere. */
export async function showReaders(meeting) {
  const before = document.activeElement;
  const { ok, data } = await ask(meeting);
  if (!ok) return toast(problemText(data, t("Tidak dapat dijalankan. Coba lagi.")), { kind: "warn" });
  const line = ({ name, agency }) => h("li", {}, h("b", { class: "strong" }, name), agency && h("span", { class: "muted small" }, ` ${agency}`));
  const others = data.others > 0 && h("p", { class: "muted small" }, t("dan {n} orang lain", { n: number(data.others) }));
  const names = h("ul", { class: "plain stack-s readers", tabindex: "0", "aria-labelledby": "readers-title" }, data.items.map(line));
  const form = h("form", { method: "dialog", class: "stack-s" }, h("h2", { id: "readers-title" }, t("Yang sedang membaca")), h("p", { class: "muted small" }, t("Yang halaman sidangnya terbuka saat ini. Daftar ini tidak dicatat.")), names, others, h("div", { class: "row" }, h("button", { class: "btn", autofocus: true }, t("Tutup"))));
  const dialog = h("dialog", { class: "dialog", "aria-labelledby": "readers-title" }, form);
  document.body.append(dialog);
  dialog.addEventListener("close", () => (dialog.remove(), before?.focus?.()));
  dialog.showModal();
}
