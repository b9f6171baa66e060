/* Invited people found by name, office or agency while typing; arrows choose, Enter checks in. */
import { h, status } from "../page/dom.js";
import { t } from "../page/words.js";

const MOST = 8;
const plain = (text) => text.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f'’‘`.,]/g, "");
const wordsOf = (person) => plain([person.name, person.office, person.agency, person.agency_short, person.represents].filter(Boolean).join(" "));

export class Hits {
  constructor({ list, input, roster }) {
    Object.assign(this, { list, input, roster, place: 0, found: [] });
    this.known = new WeakMap();
    list.setAttribute("role", "listbox");
    for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" })) input.setAttribute(name, value);
  }

  get chosen() {
    return this.found[this.place] ?? null;
  }

  has(person, words) {
    if (!this.known.has(person)) this.known.set(person, wordsOf(person));
    const said = this.known.get(person);
    return words.every((word) => said.includes(word));
  }

  search(text) {
    const words = plain(text).split(/\s+/).filter(Boolean);
    const asked = words.length && text.trim().length > 1;
    this.found = asked ? [...this.roster.people.values()].filter((person) => this.has(person, words)).slice(0, MOST) : [];
    this.place = 0;
    this.draw();
  }

  move(step) {
    if (!this.found.length) return;
    this.place = (this.place + step + this.found.length) % this.found.length;
    this.draw();
  }

  clear() {
    this.found = [];
    this.draw();
  }

  draw() {
    if (!this.found.length && this.list.hidden) return;
    this.list.hidden = !this.found.length;
    this.list.replaceChildren(...this.found.map((person, n) => this.row(person, n)));
    this.input.setAttribute("aria-expanded", String(this.found.length > 0));
    if (this.found.length) this.input.setAttribute("aria-activedescendant", `${this.list.id}-${this.place}`);
    else this.input.removeAttribute("aria-activedescendant");
  }

  row(person, n) {
    const represents = person.represents && t("mewakili {who}", { who: person.represents });
    const about = [person.office, person.agency, represents].filter(Boolean).join(", ");
    const words = h("span", {}, h("b", { class: "strong" }, person.name), h("br"), h("span", { class: "muted small" }, about));
    return h("li", { role: "option", id: `${this.list.id}-${n}`, "aria-selected": String(n === this.place), "data-invitation": person.invitation, class: "row between" }, words, this.mark(person));
  }

  mark(person) {
    if (person.withdrawn) return status("r", "octagon-x", t("Undangan ditarik"), false);
    return this.roster.isHere(person) ? status("g", "check", t("Sudah hadir"), false) : null;
  }
}
