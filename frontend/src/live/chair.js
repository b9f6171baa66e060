/* The chair's page: what is on and how late it is, wordings to decide on, who is here, the next item. */
import { refreshClocks } from "../page/clock.js";
import { confirmDialog } from "../page/dialog.js";
import { bar, h, icon, pageData } from "../page/dom.js";
import { newKey, problemText, send, Unreachable } from "../page/http.js";
import { toast } from "../page/toast.js";
import { number, t } from "../page/words.js";
import { delay, STATUS_ICON, timeLine } from "./agenda.js";
import { breakOn, discussed, showWatch } from "./breaks.js";
import { closeMeeting } from "./closing.js";
import { DecisionForm } from "./decisionform.js";
import { drawDecisions, openWordings } from "./decisions.js";
import { drawAttendance } from "./people.js";
import { quorumOf, quorumShown } from "./quorum.js";
import { activeItem, nextItem, orderedItems } from "./state.js";

const EVERY = 15_000;
const FEW = 5; // names that the card of attendance says itself
const proposed = (decision) => decision.status === "proposed";

class Chair {
  constructor({ store, part, path, zone }) {
    Object.assign(this, { store, part, path, zone });
    this.quorum = pageData("quorum") ?? { needed: 0, invited: [] };
    const form = part("decision-form");
    this.form = form && new DecisionForm({ form, path, store, agencies: pageData("agencies") ?? [], viewedItem: () => activeItem(store.state)?.id });
    this.wire();
    store.subscribe((state) => this.draw(state));
    setInterval(() => document.hidden || this.times(store.state), EVERY);
  }

  wire() {
    const on = (name, act) => this.part(name)?.addEventListener("click", act);
    on("open-meeting", () => this.act("open"));
    on("close-meeting", () => this.close());
    on("next", () => this.act(`agenda/${nextItem(this.store.state).id}/start`));
    on("finish", () => this.act(`agenda/${activeItem(this.store.state).id}/finish`));
    on("new-decision", () => this.form.open());
  }

  draw(state) {
    this.now(state);
    this.buttons(state);
    const acts = (decision) => (this.form ? this.form.acts(decision) : []);
    drawDecisions(this.part("wordings"), this.part("wording-count"), state, acts, { only: proposed, standing: "proposed", empty: t("Tidak ada rumusan yang menunggu.") });
    drawDecisions(this.part("decisions"), this.part("decision-count"), state, acts, { only: (decision) => !proposed(decision) });
    drawAttendance(this.part("attendance"), state.attendance);
    this.present(state.attendance);
    this.times(state);
  }

  now(state) {
    const active = activeItem(state);
    const items = orderedItems(state);
    const next = nextItem(state);
    const pause = { in_progress: t("Belum ada pokok yang dibahas"), finished: t("Rapat telah selesai") }[state.meeting.status] ?? t("Rapat belum dibuka");
    this.part("now-place").textContent = active ? t("Pokok {a} dari {b}", { a: items.indexOf(active) + 1, b: items.length }) : "";
    this.part("now-title").textContent = active?.title ?? pause;
    this.part("now-presenter").textContent = active?.presenter ?? "";
    this.part("next-title").textContent = next && state.meeting.status === "in_progress" ? t("Berikutnya: {title}", { title: next.title }) : "";
  }

  /** Times move on without anything having happened. */
  times(state) {
    const active = activeItem(state);
    const since = active?.started_at;
    this.part("now-time").hidden = !since;
    const planned = active?.minutes ?? 0;
    if (since) showWatch(this.part("now-watch"), state, active);
    this.part("now-planned").textContent = planned ? t("dari {n} menit", { n: planned }) : "";
    const spent = since ? discussed(state, active) / 60_000 : 0;
    const over = spent > planned;
    const words = t("{a} dari {b} menit", { a: Math.floor(spent), b: planned });
    this.part("now-bar").replaceChildren(...(since && planned ? [bar([[over ? "b-r" : "b-w", Math.min(spent, planned)]], planned, words)] : []));
    const late = delay(state);
    const running = state.meeting.status === "in_progress";
    this.part("late").hidden = !(running && late > 0);
    this.part("late").replaceChildren(icon("clock"), t("{n} menit terlambat", { n: late }));
    this.rail(state);
    refreshClocks();
  }

  rail(state) {
    const tone = { done: "ok", active: "now" };
    const row = (item) => {
      const words = h("span", {}, h("b", {}, item.title), h("span", { class: "t" }, timeLine(state, item, this.zone)));
      return h("li", { class: tone[item.status] }, h("div", { "aria-current": item.status === "active" ? "step" : null }, icon(STATUS_ICON[item.status] ?? "circle"), words));
    };
    const items = orderedItems(state);
    if (items.length) this.part("rail").replaceChildren(...items.map(row));
  }

  /** Of the agencies invited, who is here: whether they are enough, and who is missing. */
  present({ agencies = [], quorum }) {
    const here = new Set(agencies.filter(({ present }) => present).map(({ agency }) => agency));
    const { invited } = this.quorum;
    const absent = invited.filter(({ agency }) => !here.has(agency));
    this.part("quorum").replaceChildren(...quorumShown(quorumOf({ agencies, quorum }, this.quorum)));
    // A few names stand there already; nobody was counted yet where no agency is told.
    this.part("absent").hidden = !absent.length || (agencies.length > 0 && absent.length <= FEW);
    this.part("absent-word").textContent = t("Belum hadir: {n} instansi", { n: number(absent.length) });
    this.part("absent-list").replaceChildren(...absent.map(({ name }) => h("li", {}, name)));
  }

  buttons(state) {
    const show = (name, when) => this.part(name) && (this.part(name).hidden = !when);
    const running = state.meeting.status === "in_progress";
    const active = activeItem(state);
    show("open-meeting", state.meeting.status === "scheduled");
    show("close-meeting", running);
    show("next", this.form && running && nextItem(state) && !breakOn(state));
    show("finish", this.form && running && active);
    this.part("next-word").textContent = active ? t("Pokok berikutnya") : t("Mulai pokok pertama");
    if (this.part("new-decision")) this.part("new-decision").hidden = !["in_progress", "finished"].includes(state.meeting.status);
  }

  async close() {
    const warning = openWordings(this.store.state);
    const text = [warning, t("Pembahasan berakhir. Setelah itu notula disusun dari catatan dan keputusan.")].filter(Boolean).join(" ");
    if (await confirmDialog({ title: t("Tutup rapat ini?"), text, verb: t("Tutup rapat"), tone: "1" })) await closeMeeting(this.path);
  }

  async act(verb) {
    if (this.busy) return;
    this.busy = true;
    try {
      const { ok, data } = await send("POST", `${this.path}/${verb}`, {}, { key: newKey() });
      if (!ok) toast(problemText(data, t("Tidak dapat dijalankan. Coba lagi.")), { kind: "warn" });
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      toast(t("Tidak tersambung. Coba lagi."), { kind: "warn" });
    } finally {
      this.busy = false;
    }
  }
}

/** Does nothing where the page is not the chair's. */
export function startChair(context) {
  if (context.part("chair")) new Chair(context);
}
