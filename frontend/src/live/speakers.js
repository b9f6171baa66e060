/* The speakers' list of those who run the session: the timer of whoever speaks, the queue, and how long one may speak. */
import { bar, icon } from "../page/dom.js";
import { newKey, problemText, send, Unreachable } from "../page/http.js";
import { toast } from "../page/toast.js";
import { number, t } from "../page/words.js";
import { AddForm, PlanForm } from "./turnforms.js";
import { Queue } from "./queue.js";
import { budget, categoryWord, everyTick, left, speakingTurn, spent, waitingTurns, writeTimer } from "./turns.js";

const MORE = 60; // seconds that one press gives

let shown = null;

/** Give the floor to whoever is next (F8); where nobody waits, whoever speaks has finished. */
export const nextSpeaker = () => shown?.next();

/** Stop the timer of whoever speaks, or let it run on (F9). */
export const togglePause = () => shown?.togglePause();

export function startSpeakers(context) {
  if (context.part("speaking")) shown = new Speakers(context);
}

class Speakers {
  constructor({ store, part, path }) {
    Object.assign(this, { store, path, card: part("speaking"), box: part("queue"), line: Promise.resolve(), pending: new Set() });
    this.field = (name) => this.card.querySelector(`[data-field=${name}]`);
    const acts = { pause: () => this.togglePause(), extend: () => this.extend(), finish: () => this.finish() };
    for (const [name, run] of Object.entries(acts)) this.card.querySelector(`[data-act=${name}]`).addEventListener("click", run);
    this.queue = new Queue({ box: this.box, store, act: (...wish) => this.act(...wish) });
    new AddForm({ box: this.box, store, path });
    this.plan = new PlanForm({ box: this.box, store, path });
    store.subscribe((state) => this.draw(state));
    everyTick(() => this.tick());
  }

  /** One act after the other, none of them lost; the same one pressed twice is one. */
  act(where, body = {}) {
    const same = where + JSON.stringify(body);
    if (this.pending.has(same)) return this.line;
    this.pending.add(same);
    const post = () => this.post(where, body);
    this.line = this.line.then(post, post).finally(() => this.pending.delete(same));
    return this.line;
  }

  /** What was refused is said, and nothing else changes. */
  async post(where, body) {
    try {
      const { ok, data } = await send("POST", `${this.path}/turns/${where}`, body, { key: newKey() });
      if (!ok) toast(problemText(data, t("Tidak dapat dijalankan. Coba lagi.")), { kind: "warn" });
      return ok;
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      toast(t("Tidak tersambung. Giliran bicara belum berubah; coba lagi."), { kind: "warn" });
      return false;
    }
  }

  get turn() {
    return speakingTurn(this.store.state);
  }

  next() {
    const first = waitingTurns(this.store.state).find((turn) => this.queue.isNow(turn));
    return first ? this.act(`${first.id}/start`) : this.finish();
  }

  togglePause() {
    const { turn } = this;
    return turn && this.act(`${turn.id}/${turn.running_since ? "pause" : "resume"}`);
  }

  extend() {
    const { turn } = this;
    return turn && this.act(`${turn.id}/extend`, { seconds: MORE });
  }

  finish() {
    const { turn } = this;
    return turn && this.act(`${turn.id}/finish`);
  }

  draw(state) {
    const { status } = state.meeting;
    const { turn } = this;
    this.card.hidden = status !== "in_progress";
    this.box.hidden = !["scheduled", "in_progress"].includes(status);
    this.card.classList.toggle("card-now", Boolean(turn));
    this.field("nobody").hidden = Boolean(turn);
    this.field("someone").hidden = !turn;
    if (turn) this.about(turn);
    this.tick();
  }

  about(turn) {
    this.field("name").textContent = turn.name;
    this.field("office").textContent = [turn.office_title, turn.agency_name].filter((words) => words && words !== turn.name).join(", ");
    this.field("topic").textContent = [categoryWord(turn.category), turn.topic].filter(Boolean).join(" · ");
    const button = this.card.querySelector("[data-act=pause]");
    const word = turn.running_since ? t("Jeda waktu") : t("Lanjutkan waktu");
    if (button.getAttribute("aria-label") !== word) button.replaceChildren(icon(turn.running_since ? "pause" : "play"));
    button.setAttribute("aria-label", word);
    button.title = `${word} · F9`;
    this.card.querySelector("[data-act=extend]").hidden = !turn.allowed_seconds;
  }

  /** What moves by itself: the timer, its bar, and what the agency has used. */
  tick() {
    const { turn } = this;
    const { state } = this.store;
    const used = turn && budget(state, turn);
    const words = used ? budgetWords(turn, used) : "";
    if (this.field("budget").textContent !== words) this.field("budget").textContent = words;
    if (!turn) return;
    writeTimer(this.card.querySelector("[role=timer]"), turn);
    const seconds = turn.allowed_seconds ? Math.min(turn.allowed_seconds, Math.floor(spent(turn) / 1000)) : null;
    const drawn = `${turn.id} ${seconds} ${turn.allowed_seconds}`;
    if (this.drawn === drawn) return;
    this.drawn = drawn;
    const tone = left(turn) < 0 ? "b-r" : "b-w";
    const label = t("{a} dari {b} menit", { a: number(Math.floor((seconds ?? 0) / 60)), b: number(Math.ceil(turn.allowed_seconds / 60)) });
    this.field("bar").replaceChildren(...(seconds === null ? [] : [bar([[tone, seconds]], turn.allowed_seconds, label)]));
  }
}

const minutes = (ms) => number(Math.floor(ms / 60_000));

/** Kemenkes: 9 dari 12 menit. */
export const budgetWords = (turn, { spent: used, allowed }) =>
  t("{who}: {a} dari {b} menit", { who: turn.agency_short_name || turn.agency_name, a: minutes(used), b: minutes(allowed) });
