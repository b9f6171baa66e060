/* The agenda rail: what is done, what is on, what comes; viewing one item, starting the next, finishing this one. */
import { serverNow } from "../page/clock.js";
import { h, icon, status } from "../page/dom.js";
import { newKey, problemText, send, Unreachable } from "../page/http.js";
import { toast } from "../page/toast.js";
import { clockTime, t } from "../page/words.js";
import { breakOn, discussed } from "./breaks.js";
import { activeItem, nextItem, orderedItems } from "./state.js";

export const STATUS_ICON = { done: "circle-check", active: "circle-dot", pending: "circle", skipped: "minus" };
const TONE = { done: "ok", active: "now" };

const MINUTE = 60_000;
const minutesOf = (state, item) => Math.round(discussed(state, item) / MINUTE);

/** One line about an item's time, and how many decisions it led to. */
export function timeLine(state, item, zone) {
  const time = (iso) => clockTime(iso, { zone });
  const planned = item.minutes ?? 0;
  const decided = Object.values(state.decisions).filter((decision) => decision.item === item.id && decision.status === "active").length;
  const tail = decided ? ` · ${t("{n} keputusan", { n: decided })}` : "";
  if (item.status === "done" && item.started_at && item.finished_at) {
    const spent = minutesOf(state, item);
    return `${time(item.started_at)}–${time(item.finished_at)} · ${t("{a} dari {b} menit", { a: spent, b: planned })}${tail}`;
  }
  if (item.status === "active" && item.started_at) {
    const nth = Math.max(1, Math.ceil(discussed(state, item) / MINUTE));
    return `${t("Sejak {time} · menit ke-{a} dari {b}", { time: time(item.started_at), a: nth, b: planned })}${tail}`;
  }
  if (item.status === "skipped") return t("Dilewati");
  const soon = expected(state).get(item.id);
  return `${t("{n} menit", { n: planned })}${soon ? ` · ${t("perkiraan {time}", { time: time(soon) })}` : ""}${tail}`;
}

/** When each item that is still to come is likely to begin, by what is on and how long the others may take. */
export function expected(state) {
  const found = new Map();
  const { status, starts_at: planned } = state.meeting;
  if (!["scheduled", "in_progress"].includes(status)) return found;
  const active = activeItem(state);
  let at = status === "scheduled" ? Math.max(Date.parse(planned), serverNow()) : serverNow();
  const pause = breakOn(state);
  if (pause) at = Math.max(at, Date.parse(pause.until));
  if (active) at += Math.max(0, (active.minutes ?? 0) * MINUTE - discussed(state, active));
  for (const item of orderedItems(state).filter((each) => each.status === "pending")) {
    found.set(item.id, at);
    at += (item.minutes ?? 0) * MINUTE;
  }
  return found;
}

/** Minutes the session is behind its plan, from what was spent and what is on. */
export function delay(state) {
  return orderedItems(state).reduce((late, item) => {
    if (item.status === "done" && item.started_at && item.finished_at) return late + minutesOf(state, item) - (item.minutes ?? 0);
    if (item.status === "active" && item.started_at) return late + Math.max(0, minutesOf(state, item) - (item.minutes ?? 0));
    return late;
  }, 0);
}

export class Agenda {
  constructor({ store, list, late, zone, path, onView }) {
    Object.assign(this, { store, list, late, zone, path, onView });
    this.viewed = null;
    store.subscribe(() => this.draw());
    setInterval(() => this.refresh(), 15_000);
  }

  draw() {
    const { state } = this.store;
    const focused = document.activeElement?.closest?.("[data-item]")?.dataset.item;
    this.list.replaceChildren(...orderedItems(state).map((item) => this.row(state, item)));
    if (focused) this.list.querySelector(`[data-item="${focused}"] button`)?.focus();
    this.refresh();
  }

  row(state, item) {
    const secret = item.confidential && status("w", "lock", t("Rahasia"), false);
    const words = h("span", {}, h("b", {}, item.title), secret, h("span", { class: "t" }, timeLine(state, item, this.zone)));
    const viewed = item.id === this.viewed;
    const button = h("button", { type: "button", "aria-pressed": String(viewed), "aria-current": item.status === "active" ? "step" : null, onclick: () => this.onView(item.id) }, icon(STATUS_ICON[item.status] ?? "circle"), words);
    return h("li", { class: [TONE[item.status], viewed && "viewed"].filter(Boolean).join(" "), "data-item": item.id }, button);
  }

  /** Times move on without anything having happened. */
  refresh() {
    const { state } = this.store;
    for (const item of orderedItems(state)) {
      const line = this.list.querySelector(`[data-item="${item.id}"] .t`);
      if (line) line.textContent = timeLine(state, item, this.zone);
    }
    const minutes = delay(state);
    if (this.late) this.late.textContent = minutes > 0 ? t("{n} menit terlambat", { n: minutes }) : "";
  }

  view(id) {
    this.viewed = id;
    this.draw();
  }

  /** The item above or below the viewed one. */
  neighbour(step) {
    const items = orderedItems(this.store.state);
    const place = items.findIndex((item) => item.id === this.viewed);
    return items[Math.min(items.length - 1, Math.max(0, place + step))]?.id ?? null;
  }

  async act(item, verb) {
    try {
      const { ok, data } = await send("POST", `${this.path}/agenda/${item.id}/${verb}`, {}, { key: newKey() });
      if (!ok) toast(problemText(data, t("Tidak dapat dijalankan. Coba lagi.")), { kind: "warn" });
      return ok;
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      toast(t("Tidak tersambung. Pokok belum berganti; coba lagi."), { kind: "warn" });
      return false;
    }
  }

  /** Finish what is on and start what comes next; the new item is then viewed. */
  async startNext() {
    const next = nextItem(this.store.state);
    if (!next) return this.finish();
    const active = activeItem(this.store.state);
    if (active && !(await this.act(active, "finish"))) return;
    if (await this.act(next, "start")) this.onView(next.id);
  }

  async finish() {
    const active = activeItem(this.store.state);
    if (active) await this.act(active, "finish");
  }
}
