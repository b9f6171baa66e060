/* Hands in what waits on this device: in order, by one tab at a time, again and again until the server has it. */
import { Unreachable } from "../page/http.js";
import { behind } from "./clocks.js";
import { isTrouble, talk } from "./talk.js";

const BATCH = 100; // of which all may be signatures
const ANSWERED_FIRST = 20;
const FIRST_WAIT = 1000;
const LONGEST_WAIT = 20_000;
// The server refuses these as a whole because of something in them.
const UNREADABLE = [400, 413, 422];

const jitter = (ms) => ms / 2 + Math.random() * (ms / 2);

// What was not decided here was not shown either.
const shownOf = ({ result, code }) => (["accepted", "duplicate", "refused"].includes(result) ? { shown: result, shown_reason: code } : {});
const scanOf = ({ nonce, said: at, who, channel, direction, shown }) => ({ nonce, at, ...who, channel, direction, ...shownOf(shown) });
const signatureOf = ({ nonce, said: at, scan, strokes, width, height, typed }) => ({ nonce, at, scan, strokes, width, height, typed });
const undoOf = ({ nonce, said: at, scan }) => ({ nonce, at, scan });

/**
 * handlers: waiting(n), reached(), lost(), answered(items, answers), refused(answer): the door is closed to this desk,
 * and offset(): by how many seconds the clock of this device is behind; null while that was not measured.
 */
export class Uploader {
  constructor({ keeper, base, device, handlers }) {
    Object.assign(this, { keeper, base, device, handlers, most: BATCH, failures: 0, leads: false, ended: false });
    this.channel = "BroadcastChannel" in window ? new BroadcastChannel(`rakor-desk-${keeper.meeting}`) : null;
    this.channel?.addEventListener("message", ({ data }) => data.stir && this.stirred());
    addEventListener("online", () => this.hurry());
    document.addEventListener("visibilitychange", () => document.hidden || this.hurry());
  }

  /** From now on, as soon as no other tab does. */
  start() {
    const lead = () => {
      this.leads = true;
      this.wake();
      return new Promise((resolve) => (this.step_down = resolve));
    };
    if (navigator.locks) navigator.locks.request(`rakor-desk-${this.keeper.meeting}`, lead).catch(() => {});
    else lead();
    return this;
  }

  /** Something waits, here or in another tab. Whoever stands at the desk is answered first. */
  stir() {
    setTimeout(() => {
      this.channel?.postMessage({ stir: true });
      this.stirred();
    }, ANSWERED_FIRST);
  }

  async stirred() {
    if (this.ended) return;
    this.handlers.waiting(await this.keeper.count());
    this.wake();
  }

  hurry() {
    this.failures = 0;
    this.wake();
  }

  wake() {
    clearTimeout(this.retry);
    if (!this.leads || this.ended) return;
    if (this.running) this.again = true;
    else this.running = this.pump().finally(() => (this.running = null));
  }

  async pump() {
    do {
      this.again = false;
      // Times are told by a clock that may be wrong; by how much must be known first.
      if (this.handlers.offset() === null) return this.later();
      const items = this.byOneClock(await this.keeper.waiting(this.most));
      if (!items.length) return;
      if (!(await this.deliver(items))) return this.later();
      this.handlers.waiting(await this.keeper.count());
      this.again = true;
    } while (this.again && !this.ended);
  }

  /** The first of them, as long as they were made while the clock was wrong by the same. */
  byOneClock(items) {
    const offset = this.offsetOf(items[0]);
    const other = items.findIndex((item) => this.offsetOf(item) !== offset);
    return other < 0 ? items : items.slice(0, other);
  }

  offsetOf(item) {
    return item && behind(item, this.handlers.offset());
  }

  later() {
    if (this.ended) return;
    const wait = jitter(Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** this.failures++));
    this.retry = setTimeout(() => this.wake(), wait);
  }

  /** Whether these are settled, one way or another. */
  async deliver(items) {
    let answer;
    try {
      const left = (await this.keeper.count()) - items.length;
      answer = await talk("POST", `${this.base}/check-ins/batch`, this.body(items, left));
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      this.handlers.lost();
      return false;
    }
    if (answer.ok) return this.settle(items, answer.data);
    if (UNREADABLE.includes(answer.status)) return this.divide(items, answer.data);
    if (isTrouble(answer)) this.handlers.lost();
    else this.handlers.refused(answer);
    return false;
  }

  body(items, left) {
    const of = (kind, shape) => items.filter((item) => item.kind === kind).map(shape);
    const body = { device: this.device(), clock_offset: this.offsetOf(items[0]), waiting: left };
    return { ...body, scans: of("scan", scanOf), signatures: of("signature", signatureOf), taken_back: of("undo", undoOf) };
  }

  async settle(items, data) {
    this.most = BATCH;
    this.failures = 0;
    const answers = new Map([...data.scans, ...data.signatures, ...data.taken_back].map((each) => [each.nonce, each]));
    await this.handlers.answered(items, answers, data);
    this.handlers.reached();
    return true;
  }

  /** One line that cannot be read must not hold up the others: sent in ever smaller parts, it stands alone in the end. */
  async divide(items, data) {
    if (items.length > 1) {
      this.most = Math.ceil(items.length / 2);
      this.again = true;
      return this.deliver(items.slice(0, this.most));
    }
    const problem = { nonce: items[0].nonce, result: "refused", reason_code: "", reason: data.errors?.[0]?.message ?? data.detail ?? data.title ?? "", conflict: true, head: null };
    await this.handlers.answered(items, new Map([[problem.nonce, problem]]), data);
    return true;
  }

  end() {
    this.ended = true;
    clearTimeout(this.retry);
    this.step_down?.();
  }
}
