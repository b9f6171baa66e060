/* Who writes where. This browser says so as soon as somebody types, and again when all of it is saved: a meeting is not closed before. */
import { serverNow } from "../page/clock.js";
import { csrf, newKey, send, Unreachable } from "../page/http.js";

const LASTS = 30_000;
const QUIET = 5000; // after the last saved word
const AGAIN = 4000; // until what was not heard is said again

/** This browser's own word for itself: drafts are kept by it too, so it is the same after a crash. */
function thisPage() {
  const kept = localStorage.getItem("rakor-page") ?? newKey();
  localStorage.setItem("rakor-page", kept);
  return kept;
}

/** `changed()` is called when somebody begins or stops writing. */
export class Leases {
  constructor({ path, meeting, person, changed }) {
    Object.assign(this, { path, changed, page: thisPage(), key: `rakor-unsaved:${person}:${meeting}` });
    this.marks = new Map(); // item → {told: what the server was told, unsaved: what is true}
    this.writers = new Map(); // item → {person, name, page, until}
    addEventListener("pagehide", () => this.leave());
  }

  /** After a crash the server still waits for what this browser wrote last; `dirty(item)` tells what is not saved yet. */
  start(dirty) {
    for (const item of JSON.parse(localStorage.getItem(this.key) ?? "[]")) {
      this.marks.set(item, { told: true, unsaved: dirty(item) });
      this.say(item);
    }
  }

  mark(item) {
    if (!this.marks.has(item)) this.marks.set(item, { told: null, unsaved: false });
    return this.marks.get(item);
  }

  /** Somebody types here, or what they typed is not saved yet. */
  typed(item) {
    const mark = this.mark(item);
    clearTimeout(mark.quiet);
    mark.quiet = null;
    mark.unsaved = true;
    this.say(item);
  }

  /** Everything under this item is saved. */
  saved(item) {
    const mark = this.marks.get(item);
    if (!mark?.unsaved) return;
    if (this.writers.get(item)?.page === this.page) this.writers.get(item).until = serverNow() + LASTS;
    mark.quiet ??= setTimeout(() => this.done(item), QUIET);
  }

  /** Nothing more comes here for now. */
  done(item) {
    const mark = this.marks.get(item);
    if (!mark) return null;
    clearTimeout(mark.quiet);
    Object.assign(mark, { quiet: null, unsaved: false });
    return this.say(item);
  }

  /** Tell at once that what is saved is saved, before a meeting is closed. */
  settle(dirty) {
    return Promise.all([...this.marks.keys()].filter((item) => !dirty(item)).map((item) => this.done(item)));
  }

  /** Make the server know what is true; whoever does not hear is told again. */
  async say(item) {
    const mark = this.mark(item);
    if (mark.busy || mark.told === mark.unsaved || (mark.told === null && !mark.unsaved)) return;
    clearTimeout(mark.again);
    mark.busy = true;
    const { unsaved } = mark;
    this.remember();
    const held = await this.put(item, { unsaved });
    mark.busy = false;
    if (held === null) mark.again = setTimeout(() => this.say(item), AGAIN);
    else {
      mark.told = unsaved;
      this.remember();
      await this.say(item);
    }
  }

  /** The answer; null where nobody heard, undefined where the server does not want to know. */
  async put(item, wish) {
    try {
      const { ok, status, data } = await send("PUT", `${this.path}/agenda/${item}/notes/lease`, { page: this.page, ...wish });
      if (ok) this.see(item, data);
      return ok ? data : status >= 500 || status === 429 ? null : undefined;
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      return null;
    }
  }

  /** Write here although somebody else does; they see it at once. */
  takeOver(item) {
    return this.put(item, { take_over: true });
  }

  remember() {
    const waiting = [...this.marks].filter(([, { told, unsaved }]) => told || unsaved).map(([item]) => item);
    localStorage.setItem(this.key, JSON.stringify(waiting));
  }

  see(item, { person, name, page, until }) {
    this.writers.set(item, { person, name, page, until: Date.parse(until) });
    this.changed();
  }

  /** Who writes, as the stream tells it to those who write themselves. */
  heard({ writing }) {
    if (!writing) return;
    this.writers = new Map(writing.map(({ item, until, ...who }) => [item, { ...who, until: Date.parse(until) }]));
    this.changed();
  }

  /** Who writes under this item now: {name, mine}, or null. */
  writer(item) {
    const found = this.writers.get(item);
    if (!found || found.until <= serverNow()) return null;
    return { ...found, mine: found.page === this.page };
  }

  /** The page is left: what is saved waits for nobody. */
  leave() {
    for (const [item, { unsaved, quiet, told }] of this.marks) {
      if (!told || (unsaved && !quiet)) continue;
      const url = `${this.path}/agenda/${item}/notes/lease?page=${this.page}`;
      fetch(url, { method: "DELETE", keepalive: true, credentials: "same-origin", headers: { "X-CSRF-Token": csrf() } }).catch(() => {});
    }
  }
}
