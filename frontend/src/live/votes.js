/* Votes for those who run the session: prepare a question, open it, follow who has voted, close and publish. */
import { confirmDialog } from "../page/dialog.js";
import { bar, h, icon } from "../page/dom.js";
import { newKey, problemText, send, Unreachable } from "../page/http.js";
import { toast } from "../page/toast.js";
import { number, t } from "../page/words.js";
import { answerText, castWords, isMotion, resultList, termsWords, voteChip } from "./tally.js";
import { VoteForm } from "./voteform.js";

export { voteWords } from "./tally.js";

/** Fills the card of votes, where the page has one. */
export function startVotes(context) {
  const card = context.part("votes");
  if (card) new Votes(card, context);
}

const order = (a, b) => b.number - a.number;

class Votes {
  constructor(card, { store, path }) {
    Object.assign(this, { card, store, path, rows: new Map() });
    this.list = card.querySelector("[data-field=list]");
    this.form = new VoteForm({ card, store, path });
    store.subscribe((state) => this.draw(state));
  }

  draw(state) {
    const votes = Object.values(state.votes).sort(order);
    this.card.querySelector("[data-field=empty]").hidden = votes.length > 0;
    for (const [id, row] of this.rows) if (!state.votes[id]) this.rows.delete(id) && row.element.remove();
    votes.forEach((vote, n) => {
      let row = this.rows.get(vote.id);
      if (!row) this.rows.set(vote.id, (row = new VoteRow(this, vote)));
      if (row.vote !== vote) row.draw(vote);
      if (this.list.children[n] !== row.element) this.list.insertBefore(row.element, this.list.children[n] ?? null);
    });
    this.form.follow(state);
  }

  /** One act on a vote; what was refused is said, and nothing else changes. */
  async act(vote, what, body = {}, key = newKey()) {
    try {
      const { ok, data } = await send("POST", `${this.path}/votes/${vote.id}/${what}`, body, { key });
      if (!ok) toast(problemText(data, t("Tidak dapat dijalankan. Coba lagi.")), { kind: "warn" });
      return ok;
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      toast(t("Tidak tersambung. Pemungutan suara belum berubah; coba lagi."), { kind: "warn" });
      return false;
    }
  }

  async close(vote) {
    const left = vote.entitled - vote.cast;
    const text = left > 0 ? t("{n} delegasi belum memberikan suara. Sesudah ditutup tidak ada suara lagi yang diterima.", { n: number(left) }) : t("Semua delegasi sudah memberikan suara.");
    const sure = await confirmDialog({ title: t("Tutup pemungutan suara {n}?", { n: vote.number }), text, verb: t("Tutup dan hitung"), tone: "1" });
    if (sure) await this.act(vote, "close");
  }

  async withdraw(vote) {
    const text = vote.status === "open" ? t("Suara yang sudah masuk tidak dihitung. Nomornya tetap tercatat.") : t("Nomornya tetap tercatat, tetapi pertanyaan ini tidak diajukan.");
    const sure = await confirmDialog({ title: t("Tarik pemungutan suara {n}?", { n: vote.number }), text, verb: t("Tarik pertanyaan") });
    if (sure) await this.act(vote, "withdraw", { reason: "" });
  }

  async recount(vote) {
    try {
      const { ok, data } = await send("GET", `${this.path}/votes/${vote.id}/recount`);
      if (!ok) return toast(problemText(data, t("Tidak dapat dijalankan. Coba lagi.")), { kind: "warn" });
      return data.agrees ? toast(t("Dihitung ulang dari {n} surat suara: hasilnya sama.", { n: number(data.result.cast) })) : toast(t("Hitungan ulang berbeda dari hasil yang tercatat. Periksa jejak audit."), { kind: "warn" });
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      return toast(t("Tidak tersambung. Coba lagi."), { kind: "warn" });
    }
  }
}

/** One vote. What is open or typed in it stays when its count moves. */
class VoteRow {
  constructor(votes, vote) {
    this.votes = votes;
    this.parts = Object.fromEntries(["head", "count", "result", "waiting", "hands", "acts"].map((name) => [name, h("div", { class: `vote-${name}` })]));
    this.element = h("li", { class: "vote stack-s", "data-vote": vote.id }, Object.values(this.parts));
  }

  draw(vote) {
    const moved = this.vote?.status !== vote.status || this.vote.revision !== vote.revision;
    this.vote = vote;
    const { head, count, result } = this.parts;
    if (moved) {
      head.replaceChildren(
        h("p", { class: "row" }, voteChip(vote), h("span", { class: "muted small" }, `${t("Pertanyaan {n}", { n: vote.number })} · ${termsWords(vote)}`)),
        h("p", { class: "question" }, vote.question),
        vote.result || isMotion(vote) ? "" : h("ul", { class: "small answers" }, vote.options.map((option) => h("li", {}, answerText(option)))),
        vote.reason ? h("p", { class: "muted small" }, vote.reason) : "",
      );
      this.acts(vote);
      this.hands(vote);
    }
    const open = vote.status === "open";
    count.replaceChildren(...(open ? [h("p", { class: "row between small" }, h("span", {}, castWords(vote))), bar([["b-a", vote.cast]], vote.entitled, castWords(vote))] : []));
    result.replaceChildren(...(vote.result ? resultList(vote) : []), open && vote.secret ? h("p", { class: "muted small" }, t("Isi suara rahasia baru dihitung sesudah ditutup.")) : "");
    this.waiting(vote);
  }

  /** Who has not voted; never what anybody voted. */
  waiting(vote) {
    const left = vote.status === "open" ? vote.roll.filter((row) => !row.cast) : [];
    if (!left.length) return this.parts.waiting.replaceChildren();
    if (!this.parts.waiting.firstChild) this.parts.waiting.append(h("details", { class: "waiting" }, h("summary", {}, icon("chevron-right"), h("span")), h("ul", { class: "plain small" })));
    const [details] = this.parts.waiting.children;
    details.querySelector("summary span").textContent = t("Belum memberikan suara: {n}", { n: number(left.length) });
    details.lastElementChild.replaceChildren(...left.map((row) => h("li", {}, row.name)));
    const select = this.parts.hands.querySelector("select");
    if (select) this.offer(select, left);
    return undefined;
  }

  /** Delegations whose show of hands may be written down; the one that is chosen stays chosen. */
  offer(select, left) {
    const chosen = select.value;
    select.replaceChildren(...left.map((row) => h("option", { value: row.agency }, row.name)));
    if (left.some((row) => row.agency === chosen)) select.value = chosen;
  }

  hands(vote) {
    if (vote.status !== "open" || vote.secret) return this.parts.hands.replaceChildren();
    const id = `hands-${vote.id}`;
    const select = h("select", { class: "in", id });
    const buttons = vote.options.map((option) => h("button", { class: "btn btn-s", type: "button", onclick: () => this.show(select, option) }, answerText(option)));
    const details = h("details", { class: "waiting" }, h("summary", {}, icon("hand"), t("Catat angkat tangan")), h("div", { class: "stack-s" }, h("div", { class: "field" }, h("label", { for: id }, t("Delegasi")), select), h("div", { class: "row" }, buttons)));
    return this.parts.hands.replaceChildren(details);
  }

  async show(select, option) {
    const name = select.selectedOptions[0]?.textContent;
    if (!name) return;
    const done = await this.votes.act(this.vote, "ballot", { choice: option.key, agency: select.value });
    if (done) toast(t("{name}: {answer}", { name, answer: answerText(option) }));
  }

  acts(vote) {
    const { votes } = this;
    const button = (words, symbol, run, tone = "") => h("button", { class: `btn btn-s ${tone}`, type: "button", onclick: run }, icon(symbol), words);
    const acts = {
      prepared: () => [button(t("Buka pemungutan"), "play", () => votes.act(vote, "open"), "btn-1"), button(t("Ubah"), "pencil", () => votes.form.open(vote)), button(t("Tarik"), "undo-2", () => votes.withdraw(vote), "btn-quiet")],
      open: () => [button(t("Tutup dan hitung"), "square", () => votes.close(this.vote), "btn-1"), button(t("Tarik"), "undo-2", () => votes.withdraw(vote), "btn-quiet")],
      closed: () => [button(t("Umumkan hasil"), "presentation", () => votes.act(vote, "publish"), "btn-1"), button(t("Hitung ulang"), "refresh-cw", () => votes.recount(vote), "btn-quiet")],
      published: () => [button(t("Hitung ulang"), "refresh-cw", () => votes.recount(vote), "btn-quiet")],
    }[vote.status];
    this.parts.acts.replaceChildren(h("div", { class: "row" }, acts ? acts() : []));
  }
}
