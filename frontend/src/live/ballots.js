/* The vote of one's own delegation on a phone: the question, big choices, once; then that it was counted, and the result. */
import { confirmDialog } from "../page/dialog.js";
import { h, icon } from "../page/dom.js";
import { newKey, problemText, send, Unreachable } from "../page/http.js";
import { t } from "../page/words.js";
import { answerOf, answerText, castWords, resultList, secretNote, termsWords, voteChip } from "./tally.js";

const SPREAD = 1500; // ms; not every phone asks at the same moment
const SHOWN = new Set(["open", "closed", "published"]);

/** Fills the card of my delegation's vote, where the page has one. */
export function startBallots(context) {
  const card = context.part("ballots");
  if (card) new Ballots(card, context);
}

class Ballots {
  constructor(card, { store, path, acts }) {
    Object.assign(this, { card, store, path, acts, known: new Map(), asked: new Set() });
    this.body = card.querySelector("[data-field=body]");
    this.count = card.querySelector("[data-field=count]");
    store.subscribe((state) => this.draw(state));
  }

  /** The vote that is open, else the one that was opened last. */
  current(state) {
    const votes = Object.values(state.votes).filter((vote) => SHOWN.has(vote.status));
    return votes.find((vote) => vote.status === "open") ?? votes.sort((a, b) => Date.parse(a.opened_at) - Date.parse(b.opened_at)).at(-1) ?? null;
  }

  /** What is told of my delegation's ballot: by the stream, or when it was asked for. */
  ballot(vote) {
    return this.store.state.own.ballots[vote.id] ?? this.known.get(vote.id) ?? null;
  }

  draw(state) {
    const vote = this.current(state);
    this.card.hidden = !vote;
    if (!vote) return;
    const words = vote.status === "open" ? castWords(vote) : "";
    if (this.count.textContent !== words) this.count.textContent = words;
    const own = this.ballot(vote);
    const drawn = [vote.id, vote.status, vote.revision, own?.cast, own?.entitled, state.meeting.status].join(" ");
    if (drawn !== this.drawn) {
      this.drawn = drawn;
      this.body.replaceChildren(...this.content(vote, own));
    }
    if (vote.status === "open" && !own && this.acts) this.ask(vote);
  }

  content(vote, own) {
    const about = [h("p", { class: "row" }, voteChip(vote), h("span", { class: "muted small" }, termsWords(vote))), h("p", { class: "question" }, vote.question)];
    if (vote.status === "published") return [...about, ...resultList(vote)];
    const counted = own?.cast && h("p", { class: "note note-g row", role: "status" }, icon("circle-check"), h("span", {}, this.countedWords(vote, own)));
    if (vote.status === "closed") return [...about, counted, h("p", { class: "muted" }, t("Pemungutan suara ditutup. Hasilnya belum diumumkan."))].filter(Boolean);
    if (counted) return [...about, counted];
    if (own && !own.entitled) return [...about, h("p", { class: "muted" }, t("Anda mengikuti pemungutan ini tanpa memberikan suara. Suara diberikan oleh delegasi yang tercatat hadir."))];
    return this.acts && this.store.state.meeting.status === "in_progress" ? [...about, this.form(vote)] : about;
  }

  countedWords(vote, own) {
    if (!own.choice) return t("Suara delegasi Anda sudah dicatat.");
    return t("Suara delegasi Anda sudah dicatat: {answer}.", { answer: answerOf(vote, own.choice) });
  }

  form(vote) {
    const option = (each) => h("label", { class: "choice" }, h("input", { type: "radio", name: "choice", value: each.key, required: true }), h("span", {}, h("b", {}, answerText(each))));
    const error = h("p", { class: "note note-r small row", role: "alert", hidden: true }, icon("circle-alert"), h("span"));
    const choices = h("fieldset", { class: "ballot" }, h("legend", { class: "vh" }, t("Pilihan")), vote.options.map(option));
    const button = h("button", { class: "btn btn-1 btn-wide" }, icon("send"), t("Kirim suara"));
    const form = h("form", { class: "stack-s" }, error, choices, vote.secret && secretNote(), button);
    form.addEventListener("submit", (event) => (event.preventDefault(), this.send(vote, form, error)));
    return form;
  }

  /** Whether my delegation may vote at all, and has not already: asked once, each phone a little later than the other. */
  ask(vote) {
    if (this.asked.has(vote.id)) return;
    this.asked.add(vote.id);
    setTimeout(async () => {
      if (this.ballot(vote)) return;
      const answer = await send("GET", `${this.path}/votes/${vote.id}/ballot`).catch(() => null);
      if (!answer?.ok || (answer.data.entitled && !answer.data.cast)) return;
      this.known.set(vote.id, answer.data);
      this.draw(this.store.state);
    }, Math.random() * SPREAD);
  }

  async send(vote, form, error) {
    const choice = form.elements.choice.value;
    if (!choice || this.busy) return;
    const title = t("Kirim suara “{answer}”?", { answer: answerOf(vote, choice) });
    if (!(await confirmDialog({ title, text: t("Suara delegasi hanya diberikan sekali dan tidak dapat diubah."), verb: t("Kirim suara"), tone: "1" }))) return;
    // Sent again after the network failed it is the same ballot; another answer is another one.
    if (this.sent?.choice !== choice || this.sent.vote !== vote.id) this.sent = { vote: vote.id, choice, key: newKey() };
    this.busy = true;
    const refused = await this.attempt(vote, choice);
    this.busy = false;
    error.hidden = !refused;
    error.lastElementChild.textContent = refused;
    if (!refused) this.draw(this.store.state);
  }

  /** "" when it was counted, else what to say. */
  async attempt(vote, choice) {
    try {
      const { ok, data } = await send("POST", `${this.path}/votes/${vote.id}/ballot`, { choice }, { key: this.sent.key });
      if (ok) this.known.set(vote.id, { ...data, entitled: true });
      return ok ? "" : problemText(data, t("Suara belum terkirim. Coba lagi."));
    } catch (failure) {
      if (!(failure instanceof Unreachable)) throw failure;
      return t("Tidak tersambung. Suara belum terkirim; coba lagi.");
    }
  }
}
