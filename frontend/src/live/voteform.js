/* The form that prepares a question or changes it before it is opened; nothing from the stream touches what is typed. */
import { h } from "../page/dom.js";
import { newKey, problemText, send, Unreachable } from "../page/http.js";
import { toast } from "../page/toast.js";
import { t } from "../page/words.js";
import { activeItem, orderedDecisions, orderedItems } from "./state.js";

const lines = (text) => text.split("\n").map((line) => line.trim()).filter(Boolean);

export class VoteForm {
  constructor({ card, store, path }) {
    Object.assign(this, { card, store, path, key: newKey(), vote: null });
    this.form = card.querySelector("form");
    this.toggle = card.querySelector("[data-act=new]");
    this.toggle.addEventListener("click", () => (this.form.hidden ? this.open(null) : this.close()));
    this.form.querySelector("[data-act=cancel]").addEventListener("click", () => this.close());
    this.form.addEventListener("submit", (event) => (event.preventDefault(), this.save()));
    this.form.addEventListener("input", () => (this.key = newKey()));
    this.form.elements.options.addEventListener("input", () => this.terms());
  }

  /** A question may be prepared until the meeting is over. */
  follow({ meeting }) {
    this.toggle.hidden = !["scheduled", "in_progress"].includes(meeting.status);
  }

  open(vote) {
    const { state } = this.store;
    const { question, about, options, majority, secret } = this.form.elements;
    this.vote = vote;
    this.key = newKey();
    const item = (each, n) => h("option", { value: `item:${each.id}` }, `${n + 1}. ${each.title}`);
    const decision = (each) => h("option", { value: `decision:${each.id}` }, t("Keputusan {n}", { n: each.number }));
    const decisions = orderedDecisions(state).filter((each) => each.status !== "struck");
    about.replaceChildren(h("option", { value: "" }, t("Tidak tentang pokok tertentu")), h("optgroup", { label: t("Pokok agenda") }, orderedItems(state).map(item)), h("optgroup", { label: t("Keputusan") }, decisions.map(decision)));
    const active = activeItem(state);
    question.value = vote?.question ?? "";
    about.value = vote ? (vote.decision ? `decision:${vote.decision}` : vote.item ? `item:${vote.item}` : "") : active ? `item:${active.id}` : "";
    options.value = vote?.options.map((option) => option.text).filter(Boolean).join("\n") ?? "";
    majority.value = vote?.majority ?? "simple";
    secret.checked = vote?.secret ?? false;
    this.terms();
    this.fail("");
    this.form.hidden = false;
    this.toggle.setAttribute("aria-expanded", "true");
    question.focus();
  }

  close() {
    this.form.hidden = true;
    this.toggle.setAttribute("aria-expanded", "false");
    this.toggle.focus();
  }

  /** Which majority carries is asked only of yes and no. */
  terms() {
    const written = lines(this.form.elements.options.value).length > 0;
    this.form.querySelector("[data-field=majority]").hidden = written;
    if (written) this.form.elements.majority.value = "simple";
  }

  fail(message) {
    const place = this.form.querySelector("[data-field=error]");
    place.hidden = !message;
    place.lastElementChild.textContent = message;
  }

  get wish() {
    const { question, about, options, majority, secret } = this.form.elements;
    const [kind, id] = about.value.split(":");
    return {
      question: question.value.trim(),
      agenda_item: kind === "item" ? id : null,
      decision: kind === "decision" ? id : null,
      options: lines(options.value),
      majority: majority.value,
      secret: secret.checked,
    };
  }

  async save() {
    if (this.busy) return;
    const { wish, vote } = this;
    if (!wish.question) {
      this.fail(t("Tuliskan pertanyaannya."));
      this.form.elements.question.focus();
      return;
    }
    this.busy = true;
    try {
      const sent = vote ? send("PATCH", `${this.path}/votes/${vote.id}`, wish, { match: vote.revision }) : send("POST", `${this.path}/votes`, wish, { key: this.key });
      const { ok, data } = await sent;
      if (!ok) return void this.fail(problemText(data, t("Pertanyaan belum tersimpan. Coba lagi.")));
      this.close();
      toast(t("Pertanyaan {n} disiapkan", { n: data.number }));
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      this.fail(t("Tidak tersambung. Pertanyaan belum tersimpan; coba lagi."));
    } finally {
      this.busy = false;
    }
  }
}
