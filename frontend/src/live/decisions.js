/* Decisions: the numbered list everyone sees, and the form that writes, changes and strikes them in place. */
import { confirmDialog } from "../page/dialog.js";
import { h, icon, status } from "../page/dom.js";
import { newKey, problemText, send, Unreachable } from "../page/http.js";
import { toast } from "../page/toast.js";
import { longDate, number, t } from "../page/words.js";
import { Owners } from "./owners.js";
import { orderedDecisions, orderedItems } from "./state.js";

const MANY = 4;

function agencies(list) {
  const shown = list.length > MANY + 1 ? list.slice(0, MANY) : list;
  const chips = shown.map(({ name, short_name: short }) => h("span", { class: "ava ava-w", title: name }, short || name));
  if (shown.length < list.length) chips.push(h("span", { class: "ava ava-w" }, `+${list.length - shown.length}`));
  return h("span", { class: "avas" }, chips);
}

const names = (list) => (list.length === 1 ? h("b", { class: "strong" }, list[0].name) : agencies(list));

/** One decision, with what a writer may do to it in `acts`. */
export function decisionRow(state, decision, acts = []) {
  const item = state.items[decision.item];
  const struck = decision.status === "struck";
  const meta = [
    decision.owners?.length > 0 && h("span", {}, t("PJ:"), " ", names(decision.owners)),
    decision.supporting?.length > 0 && h("span", {}, t("Pendukung:"), " ", agencies(decision.supporting)),
    decision.due && h("span", {}, t("Target:"), " ", h("b", { class: "strong" }, longDate(decision.due))),
  ];
  return h(
    "li",
    { class: `dec${struck ? " dec-struck" : ""}`, "data-decision": decision.id },
    h("span", { class: "no" }, number(decision.number)),
    h(
      "div",
      { class: "stack-s" },
      h("p", { class: "row" }, struck ? status("r", "ban", t("Dicoret")) : status("g", "gavel", t("Ditetapkan")), item && h("span", { class: "muted small" }, t("Pokok {n}", { n: place(state, item) }))),
      h("p", { class: "text" }, decision.text),
      h("p", { class: "meta" }, meta),
      acts.length > 0 && h("div", { class: "row" }, acts),
    ),
  );
}

const place = (state, item) => orderedItems(state).findIndex(({ id }) => id === item.id) + 1;

/** Draw the list; `actsFor(decision)` gives its buttons. */
export function drawDecisions(list, count, state, actsFor = () => []) {
  const decisions = orderedDecisions(state);
  const empty = h("li", { class: "muted", "data-empty": true }, t("Belum ada keputusan."));
  list.replaceChildren(...(decisions.length ? decisions.map((decision) => decisionRow(state, decision, actsFor(decision))) : [empty]));
  if (count) count.textContent = number(decisions.filter((decision) => decision.status === "active").length);
}

/** What a person writes in the form is theirs until they send or leave it: nothing from the stream touches it. */
export class DecisionForm {
  constructor({ form, path, store, agencies: known, viewedItem }) {
    Object.assign(this, { form, path, store, viewedItem });
    const part = (name) => form.querySelector(`[data-field=${name}]`);
    Object.assign(this, { title: part("title"), text: form.elements.text, due: form.elements.due, item: form.elements.agenda_item, error: part("error") });
    this.owners = new Owners({ input: part("owner"), chips: part("owners"), error: part("owner-error"), agencies: known });
    form.addEventListener("submit", (event) => (event.preventDefault(), this.save()));
    form.querySelector("[data-act=cancel]").addEventListener("click", () => this.close());
  }

  /** Open for a new decision with `text`, or to change `decision`. */
  open({ text = "", decision = null } = {}) {
    const dirty = !this.form.hidden && this.text.value.trim();
    if (dirty && !decision && !text) return this.text.focus();
    const { state } = this.store;
    this.editing = decision;
    this.key = newKey();
    this.item.replaceChildren(...orderedItems(state).map((item, n) => h("option", { value: item.id }, `${n + 1}. ${item.title}`)));
    this.item.value = decision?.item ?? this.viewedItem() ?? "";
    this.text.value = decision?.text ?? text;
    this.due.value = decision?.due ?? "";
    this.owners.set(decision?.owners ?? []);
    this.title.textContent = decision ? t("Ubah keputusan {n}", { n: decision.number }) : t("Keputusan baru");
    this.fail("");
    this.form.hidden = false;
    this.text.focus();
  }

  close() {
    this.form.hidden = true;
    this.editing = null;
  }

  fail(message) {
    this.error.hidden = !message;
    this.error.lastElementChild.textContent = message;
    if (message) this.text.focus();
  }

  async save() {
    if (this.busy) return;
    if (!this.text.value.trim()) return this.fail(t("Tuliskan isi keputusan."));
    if (!this.owners.accept(true)) return this.owners.input.focus();
    const body = { agenda_item: this.item.value || null, text: this.text.value.trim(), owners: this.owners.keys, due: this.due.value || null };
    const changed = this.editing;
    this.busy = true;
    const answer = await this.attempt(
      changed ? () => send("PATCH", `/api/v1/decisions/${changed.id}`, body, { match: changed.revision }) : () => send("POST", `${this.path}/decisions`, body, { key: this.key }),
    );
    this.busy = false;
    if (!answer) return;
    if (answer.status === 412) return this.fail(t("Keputusan ini diubah orang lain. Tutup isian ini untuk melihatnya, lalu ubah lagi."));
    if (!answer.ok) {
      this.key = newKey();
      return this.fail(problemText(answer.data, t("Keputusan belum tersimpan. Coba lagi.")));
    }
    this.close();
    toast(changed ? t("Keputusan {n} diubah", { n: changed.number }) : t("Keputusan {n} dicatat", { n: answer.data.number }));
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

  async strike(decision) {
    const sure = await confirmDialog({
      title: t("Coret keputusan {n}?", { n: decision.number }),
      text: t("Nomor dan isinya tetap tercatat, tetapi keputusan ini tidak lagi berlaku."),
      verb: t("Coret keputusan"),
    });
    if (!sure) return;
    const answer = await this.attempt(() => send("POST", `/api/v1/decisions/${decision.id}/strike`, {}, { key: newKey() }));
    if (answer && !answer.ok) toast(problemText(answer.data, t("Keputusan belum dicoret. Coba lagi.")), { kind: "warn" });
    else if (!answer) toast(t("Tidak tersambung. Keputusan belum dicoret."), { kind: "warn" });
  }

  /** The buttons of one decision. */
  acts(decision) {
    if (decision.status === "struck") return [];
    return [
      h("button", { class: "btn btn-s", type: "button", onclick: () => this.open({ decision }) }, icon("pencil"), t("Ubah")),
      h("button", { class: "btn btn-s btn-quiet", type: "button", onclick: () => this.strike(decision) }, t("Coret")),
    ];
  }
}
