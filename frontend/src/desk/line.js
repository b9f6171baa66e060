/* The state of a desk's line: whether the server was reached, and how much waits on this device. */
import { h, icon } from "../page/dom.js";
import { number, t } from "../page/words.js";

const PATIENCE = 600; // what is sent within this time is not worth a word

const KINDS = {
  ok: { css: "conn-ok", icon: "cloud-check", words: () => t("Tersambung") },
  opening: { css: "conn-busy", icon: "loader", words: () => t("Menyambung …") },
  sending: { css: "conn-busy", icon: "cloud-upload", words: (n) => t("Mengirim {n} pindaian …", { n }) },
  lost: { css: "conn-no", icon: "cloud-off", words: (n, none) => (none ? t("Terputus. Pindaian tetap dicatat di perangkat ini.") : t("Terputus: {n} pindaian disimpan di perangkat ini", { n })) },
  out: { css: "conn-bad", icon: "log-in", words: (n, none) => (none ? t("Sesi berakhir. Masuk kembali.") : t("Sesi berakhir. {n} pindaian disimpan di perangkat ini", { n })) },
  refused: { css: "conn-bad", icon: "octagon-alert", words: (n, none) => (none ? t("Server menolak meja ini") : t("Server menolak meja ini: {n} pindaian disimpan di perangkat ini", { n })) },
};

export class Line {
  /** `place` shows it; `said` is read out, and only when the kind changes. */
  constructor(place, said) {
    Object.assign(this, { place, said, reach: "opening", waiting: 0, kind: null });
  }

  get isUp() {
    return this.reach === "ok";
  }

  reached() {
    this.set("ok");
  }

  lost() {
    this.set("lost");
  }

  set(reach) {
    this.reach = reach;
    this.draw();
  }

  count(n) {
    if (n && !this.waiting) this.since = Date.now();
    this.waiting = n;
    this.draw();
  }

  draw() {
    clearTimeout(this.timer);
    const late = this.waiting && this.isUp && Date.now() - this.since >= PATIENCE;
    if (this.waiting && this.isUp && !late) this.timer = setTimeout(() => this.draw(), PATIENCE);
    const name = late ? "sending" : this.reach;
    const { css, icon: symbol, words } = KINDS[name];
    const text = words(number(this.waiting), this.waiting === 0);
    this.place.className = `conn ${css}`;
    this.place.dataset.waiting = String(this.waiting);
    if (name === this.kind && text === this.text) return;
    this.place.replaceChildren(icon(symbol), name === "out" ? h("a", { href: `/sign-in?next=${encodeURIComponent(location.pathname)}` }, text) : text);
    if (name !== this.kind) this.said.textContent = text;
    Object.assign(this, { kind: name, text });
  }
}
