/* My request to speak: sent from a phone, followed to its turn, taken back; and who has the floor now. */
import { newKey, problemText, send, Unreachable } from "../page/http.js";
import { t } from "../page/words.js";
import { everyTick, speakingTurn, waitingTurns, writeTimer } from "./turns.js";

export function startFloor(context) {
  const card = context.part("floor");
  if (card) new Floor(card, context);
}

class Floor {
  constructor(card, { store, path, person, acts }) {
    Object.assign(this, { card, store, path, person, acts, key: newKey() });
    this.field = (name) => card.querySelector(`[data-field=${name}]`);
    this.field("withdraw").addEventListener("submit", (event) => (event.preventDefault(), this.withdraw()));
    this.field("form")?.addEventListener("submit", (event) => (event.preventDefault(), this.ask()));
    store.subscribe((state) => this.draw(state));
    everyTick(() => this.tick());
  }

  /** My turns, the latest last. */
  get mine() {
    const own = Object.values(this.store.state.turns).filter((turn) => this.person && turn.person === this.person);
    return own.sort((a, b) => Date.parse(a.requested_at) - Date.parse(b.requested_at));
  }

  draw(state) {
    const { mine } = this;
    const speaker = speakingTurn(state);
    const open = mine.find((turn) => turn.status === "speaking") ?? mine.find((turn) => turn.status === "waiting");
    const takes = state.speaking.takes_requests ?? true;
    this.card.hidden = state.meeting.status !== "in_progress";
    this.field("now").hidden = !speaker;
    if (speaker) this.field("name").textContent = speaker.name;
    this.say("place", open ? this.place(state, open) : "");
    this.field("place").classList.toggle("note-g", open?.status === "speaking");
    this.field("withdraw").hidden = !this.acts || open?.status !== "waiting";
    this.say("refused", open ? "" : this.refusal(state, mine.at(-1)));
    if (this.field("ask")) {
      this.field("ask").hidden = !this.acts || Boolean(open) || !takes;
      this.field("closed").hidden = Boolean(open) || takes;
    }
    this.tick();
  }

  /** Words that readers hear when they change, and only then. */
  say(name, words) {
    const place = this.field(name);
    place.hidden = !words;
    if (place.textContent !== words) place.textContent = words;
  }

  place(state, open) {
    if (open.status === "speaking") return t("Waktu Anda berbicara.");
    const before = waitingTurns(state).findIndex(({ id }) => id === open.id);
    return before ? t("Anda di urutan ke-{n} dalam antrean.", { n: before + 1 }) : t("Anda berikutnya.");
  }

  refusal(state, last) {
    if (last?.status !== "refused") return "";
    const reason = state.own.refusals[last.id]?.reason;
    return reason ? t("Permintaan Anda belum dapat dipenuhi: {reason}", { reason }) : t("Permintaan Anda belum dapat dipenuhi.");
  }

  tick() {
    const speaker = speakingTurn(this.store.state);
    if (speaker) writeTimer(this.card.querySelector("[role=timer]"), speaker);
  }

  async ask() {
    const form = this.field("form");
    const { category, topic } = form.elements;
    const sent = await this.attempt("", { category: category.value, topic: topic.value.trim() });
    if (!sent) return;
    form.reset();
    this.field("ask").open = false;
  }

  async withdraw() {
    const open = this.mine.find((turn) => turn.status === "waiting");
    if (open) await this.attempt(`/${open.id}/withdraw`, {});
  }

  /** Sent again after the network failed it is the same request. */
  async attempt(where, body) {
    if (this.busy) return false;
    this.busy = true;
    try {
      const { ok, data } = await send("POST", `${this.path}/turns${where}`, body, { key: this.key });
      this.key = newKey();
      this.fail(ok ? "" : problemText(data, t("Tidak dapat dijalankan. Coba lagi.")));
      return ok;
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      this.fail(t("Tidak tersambung. Permintaan belum terkirim; coba lagi."));
      return false;
    } finally {
      this.busy = false;
    }
  }

  fail(message) {
    const place = this.field("error");
    if (!place) return;
    place.hidden = !message;
    place.lastElementChild.textContent = message;
  }
}
