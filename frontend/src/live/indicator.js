/* Whether the notes are saved, always on screen: the time is that of the last acknowledged revision, never just "online". */
import { icon } from "../page/dom.js";
import { clockTime, t } from "../page/words.js";

const SHOW_SAVING_AFTER = 400;
const LOOK = {
  saved: ["conn-ok", "cloud-check"],
  saving: ["conn-busy", "cloud-upload"],
  offline: ["conn-no", "cloud-off"],
  unsaved: ["conn-bad", "triangle-alert"],
};

export class Indicator {
  constructor(element, { zone, retry }) {
    Object.assign(this, { element, zone, kind: null, text: null });
    this.polite = document.querySelector("[data-part=announce-polite]");
    this.assertive = document.querySelector("[data-part=announce-assertive]");
    element.addEventListener("click", () => this.kind === "unsaved" && retry());
  }

  show(notebook, online) {
    const [kind, text] = this.judge(notebook, online);
    clearTimeout(this.later);
    if (kind === "saving" && this.kind === "saved") this.later = setTimeout(() => this.paint(kind, text), SHOW_SAVING_AFTER);
    else this.paint(kind, text);
  }

  judge(notebook, online) {
    const pages = notebook.unsaved;
    const n = pages.reduce((sum, page) => sum + page.changes, 0);
    const saved = notebook.savedAt ? t("Tersimpan {time}", { time: clockTime(notebook.savedAt, { zone: this.zone, seconds: true }) }) : t("Tersimpan");
    const refused = pages.some((page) => page.conflict || page.trouble === "refused");
    const away = !online || pages.some((page) => page.trouble === "offline");
    if (refused || (away && n && !notebook.drafts.works)) return ["unsaved", t("Belum tersimpan: {n} perubahan. Coba lagi", { n: Math.max(1, n) })];
    if (away && n) return ["offline", t("Terputus. {n} perubahan disimpan di perangkat ini", { n })];
    if (away) return ["offline", t("Terputus. {saved}", { saved })];
    return n ? ["saving", t("Menyimpan …")] : ["saved", saved];
  }

  paint(kind, text) {
    if (this.text === text) return;
    const [tone, name] = LOOK[kind];
    this.element.className = `conn push ${tone}`;
    this.element.replaceChildren(icon(name), text);
    // Readers hear a change of kind only; what may be lost is said at once.
    if (kind !== this.kind && this.kind !== null) (kind === "unsaved" ? this.assertive : this.polite).textContent = text;
    Object.assign(this, { kind, text });
  }
}
