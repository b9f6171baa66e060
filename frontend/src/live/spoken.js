/* Who has spoken, and how long: in sum and on each item, for whoever chairs. Points of order are told, and count too. */
import { stopwatch } from "../page/clock.js";
import { h } from "../page/dom.js";
import { number, t } from "../page/words.js";
import { orderedItems } from "./state.js";
import { everyTick, spent } from "./turns.js";

/** Does nothing where the page has no place for it. */
export function startSpoken(context) {
  if (context.part("spoken")) new Spoken(context.part("spoken"), context.store);
}

/** Turns of one speaker taken together, those who spoke longest first. */
export function sums(turns) {
  const found = new Map();
  for (const turn of turns.filter(({ started_at: begun }) => begun)) {
    const key = turn.person ?? `${turn.name} ${turn.agency_name}`;
    const sum = found.get(key) ?? { name: turn.name, agency: turn.agency_name === turn.name ? "" : turn.agency_short_name || turn.agency_name, ms: 0, times: 0 };
    found.set(key, { ...sum, ms: sum.ms + spent(turn), times: sum.times + 1 });
  }
  return [...found.values()].sort((a, b) => b.ms - a.ms);
}

class Spoken {
  constructor(card, store) {
    Object.assign(this, { card, store });
    this.field = (name) => card.querySelector(`[data-field=${name}]`);
    store.subscribe(() => this.draw());
    everyTick(() => Object.values(store.state.turns).some((turn) => turn.running_since) && this.draw());
  }

  draw() {
    const { state } = this.store;
    const turns = Object.values(state.turns);
    const whole = sums(turns);
    const drawn = JSON.stringify([whole.map((sum) => [sum.name, Math.floor(sum.ms / 1000), sum.times]), orderedItems(state).map(({ title }) => title)]);
    if (this.drawn === drawn) return;
    this.drawn = drawn;
    this.card.hidden = !whole.length;
    this.field("count").textContent = number(whole.length);
    this.field("total").textContent = time(whole.reduce((ms, sum) => ms + sum.ms, 0));
    this.field("sum").replaceChildren(...whole.map(line));
    const groups = [...orderedItems(state), { id: null, title: t("Tanpa pokok agenda") }].map((item) => [item, sums(turns.filter((turn) => turn.item === item.id))]);
    const heard = groups.filter(([, rows]) => rows.length);
    this.field("items").replaceChildren(...heard.flatMap(([item, rows]) => [h("h3", { class: "small" }, item.title), h("ul", { class: "plain spoken" }, rows.map(line))]));
  }
}

const time = (ms) => stopwatch(ms / 1000);

function line({ name, agency, ms, times }) {
  const often = times > 1 ? t("{n} kali", { n: number(times) }) : "";
  const about = [agency, often].filter(Boolean).join(" · ");
  return h("li", {}, h("span", {}, h("b", { class: "strong" }, name), about && h("span", { class: "muted small" }, ` ${about}`)), h("span", { class: "spoken-time" }, time(ms)));
}
