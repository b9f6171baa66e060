/* What a desk records: decided here and now by the list it holds, kept on the device before it is shown, handed in when it can be. */
import { serverNow } from "../page/clock.js";
import { newKey } from "../page/http.js";
import { evenly } from "./clocks.js";
import { digestOf } from "./codes.js";
import { readCard } from "./cards.js";
import { reasonOf } from "./words.js";

/** The moment as the server has it, by which lines are compared and shown; and as this device says it, which is handed in. */
const moment = () => ({ at: new Date(serverNow()).toISOString(), said: new Date().toISOString(), ...evenly() });

const UNDECIDED = { code: "", key: null, head: null };

export class Recorder {
  constructor({ keeper, roster, uploader, isUp, device }) {
    Object.assign(this, { keeper, roster, uploader, isUp, device, queue: Promise.resolve() });
  }

  /** One after another, in the order in which they came in. */
  inTurn(act) {
    const turn = this.queue.then(act);
    this.queue = turn.catch(() => {});
    return turn;
  }

  /** Record that somebody came or left; `who` is {code}, {invitation} or {walk_in}. Gives the line to show. */
  scan(who, { direction, channel }) {
    const wish = { kind: "scan", nonce: newKey(), ...moment(), who, direction, channel, device: this.device() };
    return this.inTurn(async () => {
      const { key, head, unverified = false, ...shown } = await this.decide(wish);
      const line = { nonce: wish.nonce, at: wish.at, direction, channel, head, result: shown.result, reason: reasonOf(shown.code), unverified, sent: false };
      const item = { ...wish, key, head, shown, up: this.isUp() };
      await this.keeper.add(item, line);
      this.roster.remember(item);
      this.uploader.stir();
      return line;
    });
  }

  async decide(wish) {
    const { who } = wish;
    if (who.walk_in) return this.roster.decide({ ...wish, ...who });
    if (!this.roster.loaded) return this.wait();
    if (who.invitation) return this.roster.decide({ ...wish, ...who }, this.roster.people.get(who.invitation));
    const card = await readCard(who.code, this.roster);
    if (card?.refused) return { ...UNDECIDED, result: "refused", code: card.refused };
    const digest = card ? null : await digestOf(who.code);
    const person = card ? this.roster.people.get(card.invitation) : this.roster.codes.get(digest);
    // Whom this list does not have, the server may: invited a moment ago, or a browser that computes nothing.
    if (!person && (this.isUp() || card || (!card && !digest))) return this.wait();
    return { ...this.roster.decide({ ...wish, ...who }, person), unverified: card?.unverified ?? false };
  }

  wait() {
    return { ...UNDECIDED, result: this.isUp() ? "checking" : "kept" };
  }

  /** Take a scan of this desk back. */
  undo(line) {
    return this.inTurn(async () => {
      const item = { kind: "undo", nonce: newKey(), ...moment(), scan: line.nonce };
      const undone = { ...line, nonce: item.nonce, at: item.at, result: "undone", reason: "", undoes: line.nonce, sent: false };
      await this.keeper.add(item, undone);
      this.roster.takeBack(line.nonce);
      this.uploader.stir();
      return undone;
    });
  }

  /** Keep the signature of whoever a scan found. */
  sign(line, signature) {
    const item = { kind: "signature", nonce: newKey(), ...moment(), scan: line.nonce, ...signature };
    return this.inTurn(async () => {
      await this.keeper.add(item, null);
      this.uploader.stir();
    });
  }
}
