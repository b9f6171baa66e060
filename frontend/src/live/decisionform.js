/* The form that writes, proposes and changes a decision in place. */
import { h } from "../page/dom.js";
import { newKey, problemText, send, Unreachable } from "../page/http.js";
import { toast } from "../page/toast.js";
import { t } from "../page/words.js";
import { Deadline } from "./deadline.js";
import { decisionActs } from "./decisions.js";
import { Owners } from "./owners.js";
import { orderedItems } from "./state.js";

/** What a person writes in the form is theirs until they send or leave it: nothing from the stream touches it. */
export class DecisionForm {
  constructor({ form, path, store, agencies: known, viewedItem }) {
    Object.assign(this, { form, path, store, viewedItem });
    const part = (name) => form.querySelector(`[data-field=${name}]`);
    Object.assign(this, { title: part("title"), error: part("error"), more: part("more"), fields: form.elements });
    const picker = (one, many) => new Owners({ input: part(one), chips: part(many), error: part(`${one}-error`), agencies: known });
    this.owners = picker("owner", "owners");
    this.supporting = picker("supporter", "supporters");
    this.deadline = new Deadline({ form, zone: document.getElementById("live")?.dataset.zone });
    this.proposes = form.querySelector("[data-act=propose]");
    form.addEventListener("submit", (event) => (event.preventDefault(), this.save()));
    this.proposes.addEventListener("click", () => this.save({ proposed: true }));
    form.querySelector("[data-act=cancel]").addEventListener("click", () => this.close());
  }

  /** Open for a new decision with `text`, or to change `decision`. */
  open({ text = "", decision = null } = {}) {
    const { state } = this.store;
    const { fields } = this;
    const dirty = !this.form.hidden && fields.text.value.trim();
    if (dirty && !decision && !text) return fields.text.focus();
    this.editing = decision;
    this.key = newKey();
    fields.agenda_item.replaceChildren(...orderedItems(state).map((item, n) => h("option", { value: item.id }, `${n + 1}. ${item.title}`)));
    fields.agenda_item.value = decision?.item ?? this.viewedItem() ?? "";
    fields.text.value = decision?.text ?? text;
    this.deadline.value = decision?.due;
    fields.indicator.value = decision?.indicator ?? "";
    fields.horizon.value = decision?.horizon ?? "";
    for (const box of this.funding) box.checked = decision?.funding_sources?.includes(box.value) ?? false;
    this.owners.set(decision?.owners ?? []);
    this.supporting.set(decision?.supporting ?? []);
    this.more.open = Boolean(decision?.supporting?.length || decision?.indicator || decision?.horizon || decision?.funding_sources?.length);
    this.title.textContent = decision ? (decision.status === "proposed" ? t("Ubah rumusan {n}", { n: decision.number }) : t("Ubah keputusan {n}", { n: decision.number })) : t("Keputusan baru");
    this.proposes.hidden = Boolean(decision) || state.meeting.status !== "in_progress";
    this.fail("");
    this.form.hidden = false;
    fields.text.focus();
  }

  get funding() {
    return [...this.form.querySelectorAll("[name=funding]")];
  }

  close() {
    this.form.hidden = true;
    this.editing = null;
  }

  fail(message) {
    this.error.hidden = !message;
    this.error.lastElementChild.textContent = message;
    if (message) this.fields.text.focus();
  }

  get values() {
    const { fields } = this;
    return {
      agenda_item: fields.agenda_item.value || null,
      text: fields.text.value.trim(),
      owners: this.owners.keys,
      supporting: this.supporting.keys,
      due: fields.due.value || null,
      indicator: fields.indicator.value.trim(),
      horizon: fields.horizon.value || null,
      funding_sources: this.funding.filter((box) => box.checked).map((box) => box.value),
    };
  }

  async save({ proposed = false } = {}) {
    if (this.busy) return;
    if (!this.fields.text.value.trim()) return this.fail(t("Tuliskan isi keputusan."));
    for (const picker of [this.owners, this.supporting]) if (!picker.accept(true)) return picker.input.focus();
    const changed = this.editing;
    this.busy = true;
    const answer = await this.attempt(() =>
      changed
        ? send("PATCH", `/api/v1/decisions/${changed.id}`, this.values, { match: changed.revision })
        : send("POST", `${this.path}/decisions`, proposed ? { ...this.values, proposed } : this.values, { key: this.key }),
    );
    this.busy = false;
    if (!answer) return;
    if (answer.status === 412) return this.fail(t("Keputusan ini diubah orang lain. Tutup isian ini untuk melihatnya, lalu ubah lagi."));
    if (!answer.ok) {
      this.key = newKey();
      return this.fail(problemText(answer.data, t("Keputusan belum tersimpan. Coba lagi.")));
    }
    this.close();
    toast(this.done(changed, proposed, answer.data));
  }

  done(changed, proposed, { number: n }) {
    if (changed) return changed.status === "proposed" ? t("Rumusan {n} diubah", { n }) : t("Keputusan {n} diubah", { n });
    return proposed ? t("Rumusan {n} tampil di layar", { n }) : t("Keputusan {n} dicatat", { n });
  }

  async attempt(act) {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      this.fail(t("Tidak tersambung. Keputusan belum tersimpan; coba lagi."));
      return null;
    }
  }

  /** The buttons of one decision. */
  acts(decision) {
    return decisionActs(decision, () => this.open({ decision }));
  }
}
