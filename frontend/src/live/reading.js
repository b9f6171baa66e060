/* The session for those who follow it: what is on now, every item with its note, the decisions. Nothing here writes. */
import { refreshClocks } from "../page/clock.js";
import { h, icon } from "../page/dom.js";
import { t } from "../page/words.js";
import { STATUS_ICON, timeLine } from "./agenda.js";
import { showWatch } from "./breaks.js";
import { drawDecisions } from "./decisions.js";
import { drawAttendance } from "./people.js";
import { isBlank, prose } from "./prose.js";
import { showSought, soughtItem } from "./sought.js";
import { activeItem, orderedItems } from "./state.js";

export class Reading {
  constructor({ store, part, zone }) {
    Object.assign(this, { store, part, zone, points: new Map(), drawn: new Map() });
    part("points").replaceChildren();
    store.subscribe((state) => this.draw(state));
    setInterval(() => this.times(store.state), 15_000);
    this.seek();
    addEventListener("hashchange", () => this.seek());
  }

  draw(state) {
    this.now(state);
    const items = orderedItems(state);
    for (const [id, element] of this.points) if (!state.items[id]) this.points.delete(id) && element.remove();
    items.forEach((item, n) => this.point(state, item, n));
    drawDecisions(this.part("decisions"), this.part("decision-count"), state);
    if (this.part("attendance")) drawAttendance(this.part("attendance"), state.attendance);
    this.times(state);
  }

  /** What a link leads to is drawn only now. */
  seek() {
    const element = this.points.get(soughtItem());
    if (element) element.open = true;
    showSought(element);
  }

  now(state) {
    const active = activeItem(state);
    const items = orderedItems(state);
    this.part("now-place").textContent = active ? t("Pokok {a} dari {b}", { a: items.indexOf(active) + 1, b: items.length }) : "";
    this.part("now-title").textContent = active?.title ?? this.pauseWords(state);
    this.part("now-presenter").textContent = active?.presenter ?? "";
  }

  pauseWords({ meeting }) {
    if (meeting.status === "finished") return t("Rapat telah selesai");
    return meeting.status === "in_progress" ? t("Belum ada pokok yang dibahas") : t("Rapat belum dibuka");
  }

  /** One item; what a reader opened stays open, and only what changed is drawn again. */
  point(state, item, n) {
    let element = this.points.get(item.id);
    if (!element) {
      element = h("details", { class: "point" }, h("summary"), h("div", { class: "prose", id: `item-${item.id}` }));
      element.open = item.status === "active";
      this.points.set(item.id, element);
    }
    const list = this.part("points");
    if (list.children[n] !== element) list.insertBefore(element, list.children[n] ?? null);
    const before = this.drawn.get(item.id) ?? {};
    const note = state.notes[item.id];
    if (before.item !== item) this.head(element, item);
    if (before.item && before.item.status !== "active" && item.status === "active") element.open = true;
    if (before.note !== note || !before.item) {
      const blank = !note || isBlank(note.body);
      element.lastElementChild.replaceChildren(...(blank ? [h("p", { class: "muted small" }, t("Belum ada catatan."))] : prose(note.body)));
    }
    this.drawn.set(item.id, { item, note });
  }

  head(element, item) {
    const sought = element.classList.contains("sought") ? " sought" : "";
    element.className = `point${sought} ${{ done: "ok", active: "now" }[item.status] ?? ""}`;
    const words = h("span", {}, h("b", { class: "strong" }, item.title), h("br"), h("span", { class: "muted small", "data-line": true }));
    element.firstElementChild.replaceChildren(icon(STATUS_ICON[item.status] ?? "circle"), words, icon("chevron-down"));
  }

  times(state) {
    for (const [id, element] of this.points) element.querySelector("[data-line]").textContent = timeLine(state, state.items[id], this.zone);
    const active = activeItem(state);
    const since = active?.started_at;
    const watch = this.part("now-watch");
    watch.hidden = !since;
    if (since) showWatch(watch.firstElementChild, state, active);
    refreshClocks();
  }
}
