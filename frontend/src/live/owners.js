/* Choosing who carries out a decision: typing an agency's name or code, chips for those chosen. */
import { h, icon } from "../page/dom.js";
import { t } from "../page/words.js";

const plain = (text) => (text ?? "").toLowerCase().trim();

/** `agencies`: [{code, name, short_name}]. An owner is sent by its code, an office by its id. */
export class Owners {
  constructor({ input, chips, error, agencies }) {
    Object.assign(this, { input, chips, error, agencies });
    this.picked = [];
    // A choice from the list comes as a replacement; letters being typed are left alone, "BKN" may go on.
    input.addEventListener("input", (event) => (!event.inputType || event.inputType === "insertReplacementText") && this.accept());
    input.addEventListener("change", () => this.accept());
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.ctrlKey) {
        event.preventDefault(); // Enter ends a name here, it never sends the form
        this.accept(true);
      } else if (event.key === "Backspace" && !input.value) this.remove(this.picked.at(-1));
    });
  }

  exact(text) {
    const wanted = plain(text);
    return this.agencies.find((agency) => [agency.name, agency.code, agency.short_name, `${agency.short_name} · ${agency.name}`].some((name) => plain(name) === wanted));
  }

  only(text) {
    const wanted = plain(text);
    const found = this.agencies.filter((agency) => [agency.name, agency.code, agency.short_name].some((name) => plain(name).includes(wanted)));
    return found.length === 1 ? found[0] : null;
  }

  /** Take what is typed if it means one agency; says whether the field is now clear. */
  accept(guess = false) {
    const text = this.input.value;
    if (!text.trim()) return true;
    const agency = this.exact(text) ?? (guess ? this.only(text) : null);
    this.error.hidden = Boolean(agency) || !guess;
    if (!agency) return false;
    this.add({ key: agency.code, word: agency.short_name || agency.name, name: agency.name });
    this.input.value = "";
    return true;
  }

  add(owner) {
    if (!this.picked.some(({ key }) => key === owner.key)) this.picked.push(owner);
    this.draw();
  }

  remove(owner) {
    this.picked = this.picked.filter((other) => other !== owner);
    this.draw();
  }

  /** Owners as the state has them: agencies are known here by id, offices keep theirs. */
  set(owners) {
    this.picked = owners.map((owner) => {
      const agency = owner.kind === "agency" && this.agencies.find(({ id }) => id === owner.id);
      return { key: agency ? agency.code : owner.id, word: owner.short_name || owner.name, name: owner.name };
    });
    this.input.value = "";
    this.error.hidden = true;
    this.draw();
  }

  draw() {
    const chip = (owner) =>
      h("button", { type: "button", title: owner.name, "aria-label": t("Hapus {name}", { name: owner.name }), onclick: () => (this.remove(owner), this.input.focus()) }, owner.word, icon("x"));
    this.chips.replaceChildren(...this.picked.map(chip));
  }

  get keys() {
    return this.picked.map(({ key }) => key);
  }
}
