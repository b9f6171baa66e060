/* What a note said earlier: the list of its revisions, one beside another, and back to it. */
import { h } from "../page/dom.js";
import { newKey, problemText, send, Unreachable } from "../page/http.js";
import { toast } from "../page/toast.js";
import { clockTime, number, t } from "../page/words.js";
import { asDocument, hunks, keyOf } from "./blocks.js";
import { prose } from "./prose.js";

const PAGE = 20;

async function ask(method, url, body, options) {
  try {
    const { ok, data } = await send(method, url, body, options);
    if (!ok) toast(problemText(data, t("Tidak dapat dijalankan. Coba lagi.")), { kind: "warn" });
    return ok ? data : null;
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    toast(t("Tidak tersambung. Coba lagi."), { kind: "warn" });
    return null;
  }
}

/** Blocks that are gone and blocks that came, in the order in which they stand; each says which it is. */
export function difference(from, to) {
  const said = (body) => ({ content: asDocument(body).content.filter((block) => block.content || block.type === "horizontalRule") });
  const [before, after] = [said(from), said(to)];
  const part = (kind, word, block) => h("div", { class: `diff-${kind}` }, word && h("span", { class: "diff-word" }, word), prose({ type: "doc", content: [block] }));
  const rows = [];
  let [at, place] = [0, 0];
  const counts = { gone: 0, come: 0 };
  const same = (upto) => {
    for (; at < upto; at++, place++) rows.push(part("same", "", after.content[place]));
  };
  for (const { start, end, put } of hunks(before.content.map(keyOf), after.content.map(keyOf))) {
    same(start);
    for (; at < end; at++, counts.gone++) rows.push(part("gone", t("Dihapus"), before.content[at]));
    for (let n = 0; n < put.length; n++, place++, counts.come++) rows.push(part("come", t("Ditambahkan"), after.content[place]));
  }
  same(before.content.length);
  return { rows, ...counts };
}

/** The dialog of one item's revisions; `restored(note)` is called when an earlier one is the latest again. */
export class History {
  constructor({ path, zone, item, title, restored }) {
    Object.assign(this, { zone, title, restored, url: `${path}/agenda/${item}/notes/revisions`, rows: [], next: null });
    this.list = h("ol", { class: "revs" });
    this.older = h("button", { class: "btn btn-s btn-quiet", type: "button", hidden: true, onclick: () => this.more() }, t("Muat yang lebih lama"));
    this.against = h("select", { class: "in", id: "rev-against", onchange: () => this.compare() });
    this.summary = h("p", { class: "small muted", role: "status" });
    this.view = h("div", { class: "prose diff", tabindex: "0", role: "group", "aria-label": t("Perbedaan") });
    this.back = h("button", { class: "btn btn-1", type: "button", onclick: () => this.restore() });
    this.dialog = this.built();
  }

  built() {
    const close = h("button", { class: "btn", type: "button", onclick: () => this.dialog.close() }, t("Tutup"));
    const choice = h("div", { class: "field" }, h("label", { for: "rev-against" }, t("Dibandingkan dengan")), this.against);
    const dialog = h(
      "dialog",
      { class: "dialog dialog-w history", "aria-labelledby": "history-title" },
      h("h2", { id: "history-title" }, t("Riwayat catatan")),
      h("p", { class: "muted" }, this.title),
      h("div", { class: "history-cols" }, h("div", { class: "stack-s" }, this.list, this.older), h("section", { class: "stack-s", "aria-label": t("Isi revisi") }, choice, this.summary, this.view)),
      h("div", { class: "row" }, this.back, close),
    );
    dialog.addEventListener("close", () => (dialog.remove(), this.before?.focus?.()));
    return dialog;
  }

  async open() {
    this.before = document.activeElement;
    if (!(await this.more())) return;
    document.body.append(this.dialog);
    this.dialog.showModal();
    this.pick(this.rows[0]);
    this.list.querySelector("button")?.focus();
  }

  async more() {
    const cursor = this.next ? `&cursor=${this.next}` : "";
    const data = await ask("GET", `${this.url}?limit=${PAGE}${cursor}`);
    if (!data) return false;
    if (!data.items.length) return toast(t("Catatan ini belum punya riwayat."), { kind: "info" }) && false;
    this.rows.push(...data.items);
    this.next = data.next;
    this.older.hidden = !data.next;
    this.list.append(...data.items.map((row) => h("li", { "data-rev": row.revision }, h("button", { type: "button", "aria-pressed": "false", onclick: () => this.pick(row) }, h("b", {}, t("Revisi {n}", { n: number(row.revision) })), h("span", { class: "hint" }, `${clockTime(row.at, { zone: this.zone, seconds: true })} · ${row.by}`)))));
    if (this.chosen) this.offer();
    return true;
  }

  pick(row) {
    this.chosen = row;
    for (const button of this.list.querySelectorAll("button")) button.setAttribute("aria-pressed", String(button.parentElement.dataset.rev === String(row.revision)));
    const latest = row === this.rows[0];
    this.back.hidden = latest;
    this.back.textContent = t("Kembalikan revisi {n}", { n: number(row.revision) });
    this.offer();
    this.compare();
  }

  /** With the one before it, unless another is chosen: also with what it says now. */
  offer() {
    const others = this.rows.filter((row) => row !== this.chosen);
    const before = others.find(({ revision }) => revision === this.chosen.revision - 1);
    const word = (row) => (row === this.rows[0] ? t("Revisi {n} (sekarang)", { n: number(row.revision) }) : t("Revisi {n}", { n: number(row.revision) }));
    this.against.replaceChildren(...(before ? [] : [h("option", { value: "" }, t("Catatan kosong"))]), ...others.map((row) => h("option", { value: row.revision }, word(row))));
    this.against.value = before ? before.revision : "";
  }

  /** Time runs forward: the earlier one is on the left of every change. */
  compare() {
    const other = this.rows.find(({ revision }) => String(revision) === this.against.value);
    const [from, to] = !other || other.revision < this.chosen.revision ? [other?.body ?? "", this.chosen.body] : [this.chosen.body, other.body];
    const { rows, gone, come } = difference(from, to);
    this.summary.textContent = gone || come ? t("{a} bagian ditambahkan, {b} dihapus", { a: come, b: gone }) : t("Tidak ada perbedaan");
    this.view.replaceChildren(...rows);
  }

  async restore() {
    const { revision } = this.chosen;
    const note = await ask("POST", `${this.url}/${revision}/restore`, {}, { key: newKey() });
    if (!note) return;
    this.dialog.close();
    this.restored(note);
    toast(t("Revisi {a} dikembalikan sebagai revisi {b}", { a: number(revision), b: number(note.revision) }));
  }
}
