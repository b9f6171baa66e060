/* The break on every page: the line that says until when, and for those who run the session the way into it and out. */
import { serverNow } from "../page/clock.js";
import { h, icon } from "../page/dom.js";
import { newKey, problemText, send, Unreachable } from "../page/http.js";
import { toast } from "../page/toast.js";
import { clockTime, t } from "../page/words.js";
import { breakOn, breakWords } from "./breaks.js";

const MINUTE = 60_000;
const USUAL = [10, 15, 30, 60];
const FIRST = 15;

/** Fills the line, where the page has one, and its buttons. */
export function startRecess(context) {
  if (context.part("recess")) new Recess(context);
}

class Recess {
  constructor({ store, part, path, zone }) {
    Object.assign(this, { store, path, zone, line: part("recess"), give: part("pause-meeting") });
    this.words = this.line.querySelector("[data-field=words]");
    this.acts = this.line.querySelector("[data-field=acts]");
    this.acts?.querySelector("[data-act=resume]").addEventListener("click", () => this.act("resume"));
    this.acts?.querySelector("[data-act=longer]").addEventListener("click", () => this.ask());
    this.give?.addEventListener("click", () => this.ask());
    store.subscribe((state) => this.draw(state));
  }

  draw(state) {
    const pause = breakOn(state);
    const words = pause ? breakWords(pause, this.zone) : "";
    if (this.words.textContent !== words) this.words.textContent = words;
    this.line.hidden = !pause;
    if (this.give) this.give.hidden = state.meeting.status !== "in_progress" || Boolean(pause);
  }

  clock = (at) => clockTime(at, { zone: this.zone }).replace(".", ":").slice(0, 5);

  /** The next moment at which the clock of the meeting shows that hour. */
  moment(value) {
    const minutes = (text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5));
    const now = Math.floor(serverNow() / MINUTE) * MINUTE;
    const ahead = (minutes(value) - minutes(this.clock(now)) + 1440) % 1440 || 1440;
    return new Date(now + ahead * MINUTE);
  }

  /** Until when, asked in hours of the place of the meeting; four usual lengths are a press away. */
  ask() {
    const before = document.activeElement;
    const time = h("input", { class: "in", type: "time", id: "recess-time", required: true, value: this.clock(serverNow() + FIRST * MINUTE) });
    const usual = USUAL.map((n) => h("button", { class: "btn", type: "button", onclick: () => (time.value = this.clock(serverNow() + n * MINUTE)) }, t("{n} menit", { n })));
    const yes = h("button", { class: "btn btn-1", value: "yes" }, icon("pause"), t("Mulai istirahat"));
    const no = h("button", { class: "btn", value: "no", type: "button", onclick: () => dialog.close("no") }, t("Kembali"));
    const field = h("div", { class: "field" }, h("label", { for: "recess-time" }, t("Dilanjutkan pukul")), time);
    const title = h("h2", { id: "recess-title" }, t("Istirahat sampai pukul berapa?"));
    const text = h("p", {}, t("Semua halaman dan layar menampilkan jam ini; waktu pokok agenda berhenti dihitung."));
    const form = h("form", { method: "dialog", class: "stack-s" }, title, text, h("div", { class: "row", role: "group", "aria-label": t("Lama istirahat") }, usual), field, h("div", { class: "row" }, yes, no));
    const dialog = h("dialog", { class: "dialog", "aria-labelledby": "recess-title" }, form);
    document.body.append(dialog);
    dialog.addEventListener("close", () => {
      dialog.remove();
      before?.focus?.();
      if (dialog.returnValue === "yes") this.act("pause", { until: this.moment(time.value).toISOString() });
    });
    dialog.showModal();
    time.focus();
  }

  async act(verb, body = {}) {
    try {
      const { ok, data } = await send("POST", `${this.path}/${verb}`, body, { key: newKey() });
      if (!ok) toast(problemText(data, t("Tidak dapat dijalankan. Coba lagi.")), { kind: "warn" });
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      toast(t("Tidak tersambung. Coba lagi."), { kind: "warn" });
    }
  }
}
