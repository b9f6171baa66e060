/* The list of the meeting: fetched while there is a network, kept for when there is none, always the newest this device could get. */
import { setServerNow, serverNow } from "../page/clock.js";
import { Unreachable } from "../page/http.js";
import { isTrouble, talk } from "./talk.js";

const EVERY = 5_000; // for devices, which nobody tells when something changed
const FOLLOWED = 30_000; // where the stream tells
const SOON = 300;
const SAME = 1; // seconds of difference that are not worth writing down

export class Listing {
  /** handlers: changed(), reached(), lost(), refused(answer), waiting(): how many scans are held. */
  constructor({ url, keeper, roster, followed, handlers }) {
    Object.assign(this, { url, keeper, roster, every: followed ? FOLLOWED : EVERY, handlers, offset: null, failures: 0 });
    addEventListener("online", () => this.soon());
    document.addEventListener("visibilitychange", () => document.hidden || this.soon());
  }

  /** What was kept here before; true when there was something. */
  async restore() {
    const kept = await this.keeper.fact("list");
    if (!kept) return false;
    this.fetchedAt = await this.keeper.fact("fetched");
    setServerNow(new Date(Date.now() + 1000 * ((await this.keeper.fact("offset")) ?? 0)).toISOString());
    this.roster.take(kept);
    return true;
  }

  soon() {
    clearTimeout(this.timer);
    if (!this.ended) this.timer = setTimeout(() => this.fetch(), SOON);
  }

  async fetch() {
    clearTimeout(this.timer);
    if (this.running) return void (this.again = true);
    Object.assign(this, { running: true, again: false });
    const said = await this.ask().catch((error) => this.trouble(error));
    this.running = false;
    this.failures = said ? 0 : this.failures + 1;
    const wait = said ? this.every : Math.min(20_000, 1000 * 2 ** this.failures);
    if (said && this.again) this.soon();
    else if (!this.ended) this.timer = setTimeout(() => this.fetch(), wait * (0.8 + Math.random() * 0.4));
  }

  trouble(error) {
    if (this.ended) return true;
    if (!(error instanceof Unreachable)) throw error;
    this.handlers.lost();
    return false;
  }

  async ask() {
    const since = this.roster.list?.revision ?? "";
    const asked = Date.now();
    const answer = await talk("GET", `${this.url}?since=${encodeURIComponent(since)}&waiting=${this.handlers.waiting()}`);
    if (this.ended) return true;
    if (!answer.ok) {
      if (isTrouble(answer)) this.handlers.lost();
      else this.handlers.refused(answer);
      return false;
    }
    await this.measure(answer.data.now, asked);
    if (answer.data.revision !== since) await this.take(answer.data);
    this.handlers.reached();
    return true;
  }

  /** By how many seconds the clock of this device is behind the server's, as well as one answer tells. */
  async measure(now, asked) {
    setServerNow(now);
    this.offset = (Date.parse(now) - (asked + Date.now()) / 2) / 1000;
    if (this.kept !== undefined && Math.abs(this.offset - this.kept) < SAME) return;
    await this.keeper.setFact("offset", this.offset);
    this.kept = this.offset;
  }

  async take(fresh) {
    this.fetchedAt = new Date(serverNow()).toISOString();
    await this.keeper.setFact("list", this.roster.take(fresh));
    await this.keeper.setFact("fetched", this.fetchedAt);
    this.handlers.changed();
  }

  end() {
    this.ended = true;
    clearTimeout(this.timer);
  }
}
