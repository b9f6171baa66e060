/* The queue of speakers: who waits, what may be done to each, and an order that never changes under the pointer. */
import { h, icon } from "../page/dom.js";
import { number, t } from "../page/words.js";
import { activeItem, orderedItems } from "./state.js";
import { budget, categoryWord, waitingTurns } from "./turns.js";

const URGENT = "point_of_order";
const SOON = 1000; // the stream tells of an act within this
const WAYS = { room: () => t("di ruang"), online: () => t("daring") };

export class Queue {
  constructor({ box, store, act }) {
    this.field = (name) => box.querySelector(`[data-field=${name}]`);
    Object.assign(this, { store, act, list: this.field("list"), rows: new Map(), held: false, own: false });
    this.list.addEventListener("pointerenter", () => (this.held = true));
    this.list.addEventListener("pointerleave", () => ((this.held = false), this.draw()));
    store.subscribe(() => this.draw());
  }

  /** Whether a turn belongs to what is on now. */
  isNow({ item }) {
    const now = activeItem(this.store.state)?.id ?? null;
    return now === null || item === null || item === now;
  }

  /** While somebody points at the list its order stays: those who left it are greyed, those who come stand last. */
  draw() {
    const held = this.held && !this.own;
    const { state } = this.store;
    const waiting = waitingTurns(state);
    const ids = new Set(waiting.map(({ id }) => id));
    for (const [id, row] of this.rows) {
      const gone = !ids.has(id);
      row.element.classList.toggle("gone", gone);
      for (const button of row.element.querySelectorAll("button")) button.disabled = gone;
      if (gone && !held) this.rows.delete(id) && row.element.remove();
    }
    waiting.forEach((turn, n) => this.row(turn, n, waiting));
    if (!held) this.arrange(waiting);
    this.field("count").textContent = number(waiting.length);
    this.field("empty").hidden = waiting.length > 0 || state.meeting.status !== "in_progress";
  }

  arrange(waiting) {
    const focused = document.activeElement;
    waiting.forEach(({ id }, n) => {
      const { element } = this.rows.get(id);
      if (this.list.children[n] !== element) this.list.insertBefore(element, this.list.children[n] ?? null);
    });
    if (document.activeElement !== focused && this.list.contains(focused)) focused.focus();
  }

  row(turn, n, waiting) {
    const known = this.rows.get(turn.id);
    const row = known ?? this.made(turn);
    if (!known) this.list.append(row.element);
    this.rows.set(turn.id, row);
    row.place.replaceChildren(turn.category === URGENT ? icon("hand") : number(n + 1));
    row.line.textContent = this.line(turn);
    this.offer(row, n === 0);
    const same = (other) => other && this.isNow(other) === this.isNow(turn) && (other.category === URGENT) === (turn.category === URGENT);
    row.up.hidden = !same(waiting[n - 1]);
    row.down.hidden = !same(waiting[n + 1]);
  }

  /** Whoever is next is given the floor by one press; the others by their menu. */
  offer({ start, beside, within, more }, next) {
    start.classList.toggle("btn-1", next);
    const home = next ? beside : within;
    if (start.parentElement === home) return;
    const focused = document.activeElement === start;
    home.prepend(start);
    if (focused) (next ? start : more).focus();
  }

  /** What is asked, from where, and how much of the agency's time is used. */
  line(turn) {
    const { state } = this.store;
    const used = budget(state, turn);
    const minutes = (ms) => number(Math.floor(ms / 60_000));
    const place = orderedItems(state).findIndex(({ id }) => id === turn.item) + 1;
    return [
      categoryWord(turn.category),
      turn.topic,
      WAYS[turn.channel]?.(),
      used && t("{a} dari {b} menit", { a: minutes(used.spent), b: minutes(used.allowed) }),
      !this.isNow(turn) && place && t("Pokok {n}", { n: place }),
    ].filter(Boolean).join(" · ");
  }

  made(turn) {
    const { id, name } = turn;
    const who = turn.agency_name === name ? "" : turn.agency_short_name || turn.agency_name;
    const button = (word, symbol, run) => h("button", { class: "btn btn-s", type: "button", onclick: run }, icon(symbol), word);
    const place = h("span", { class: "q" });
    const line = h("span", { class: "muted" });
    const start = h("button", { class: "btn btn-s", type: "button", "aria-label": t("Mulai {name}", { name }), onclick: () => this.run(`${id}/start`) }, t("Mulai"));
    const up = button(t("Naikkan"), "arrow-up", () => this.move(id, -1));
    const down = button(t("Turunkan"), "arrow-down", () => this.move(id, 1));
    const within = h("div", { class: "row" }, up, down, button(t("Keluarkan"), "undo-2", () => this.run(`${id}/withdraw`)));
    const menu = h("div", { class: "turnmenu stack-s", id: `turn-${id}`, hidden: true }, within, turn.person && this.refusal(turn));
    const more = h("button", { class: "btn btn-s btn-icon btn-quiet", type: "button", "aria-label": t("Tindakan untuk {name}", { name }), "aria-expanded": "false", "aria-controls": menu.id }, icon("ellipsis"));
    more.addEventListener("click", () => {
      menu.hidden = !menu.hidden;
      more.setAttribute("aria-expanded", String(!menu.hidden));
    });
    const about = h("span", {}, h("b", { class: "strong" }, name), who && `, ${who}`, h("br"), line);
    const beside = h("span", { class: "row nowrap-row" }, more);
    const element = h("li", { "data-turn": id }, place, about, beside, menu);
    return { element, place, line, start, up, down, beside, within, more };
  }

  refusal(turn) {
    const field = h("input", { class: "in", id: `reason-${turn.id}`, name: "reason", maxlength: 500, autocomplete: "off", required: true });
    const form = h("form", { class: "stack-s" }, h("label", { for: field.id, class: "small" }, t("Alasan, hanya untuk yang meminta")), field, h("button", { class: "btn btn-s btn-quiet" }, icon("x"), t("Tolak permintaan")));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.run(`${turn.id}/refuse`, { reason: field.value.trim() });
    });
    return form;
  }

  /** What one does oneself is seen at once, wherever the pointer is. */
  async run(where, body) {
    this.own = true;
    await this.act(where, body);
    this.draw();
    setTimeout(() => (this.own = false), SOON);
  }

  move(id, step) {
    const order = waitingTurns(this.store.state).map((turn) => turn.id);
    const from = order.indexOf(id);
    order.splice(from, 1);
    order.splice(from + step, 0, id);
    return this.run("order", { turns: order });
  }
}
