/* Invited people found by name, office or agency while typing; arrows choose, Enter checks in. */
import { h, status } from "../page/dom.js";
import { t } from "../page/words.js";

const MOST = 8;
const plain = (text) => text.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f'’‘`.,]/g, "");

export class Hits {
  constructor({ list, input, invitees }) {
    Object.assign(this, { list, input, place: 0, found: [] });
    this.invitees = invitees.map((person) => ({ ...person, words: plain([person.name, person.office, person.agency, person.agency_short].filter(Boolean).join(" ")) }));
    list.setAttribute("role", "listbox");
    for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" })) input.setAttribute(name, value);
  }

  get chosen() {
    return this.found[this.place] ?? null;
  }

  search(text) {
    const words = plain(text).split(/\s+/).filter(Boolean);
    this.found = words.length && text.trim().length > 1 ? this.invitees.filter((person) => words.every((word) => person.words.includes(word))).slice(0, MOST) : [];
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

  mark(invitation, present) {
    for (const person of this.invitees) if (person.invitation === invitation) person.present = present;
  }

  draw() {
    this.list.hidden = !this.found.length;
    this.list.replaceChildren(...this.found.map((person, n) => this.row(person, n)));
    this.input.setAttribute("aria-expanded", String(this.found.length > 0));
    if (this.found.length) this.input.setAttribute("aria-activedescendant", `${this.list.id}-${this.place}`);
    else this.input.removeAttribute("aria-activedescendant");
  }

  row(person, n) {
    const about = [person.office, person.agency].filter(Boolean).join(", ");
    const words = h("span", {}, h("b", { class: "strong" }, person.name || person.office), h("br"), h("span", { class: "muted small" }, about));
    const mark = person.present ? status("g", "check", t("Sudah hadir"), false) : null;
    return h("li", { role: "option", id: `${this.list.id}-${n}`, "aria-selected": String(n === this.place), "data-invitation": person.invitation, class: "row between" }, words, mark);
  }
}
