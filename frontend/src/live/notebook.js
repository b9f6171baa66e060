/* Notes being written: one page per agenda item, saved a second after typing, never overwritten, never lost. No markup here. */
import { newKey, problemText, send, Unreachable } from "../page/http.js";
import { serverNow } from "../page/clock.js";
import { asDocument, countChanges, merge, sameDocument } from "./blocks.js";

const AFTER_TYPING = 1000;
const AT_MOST = 5000; // someone who types without a pause is saved all the same
const KEEP_DRAFT = 300;
const HEARD_WITHIN = 10_000; // a line that swallows everything is a line that is cut
const RETRY = [1000, 2000, 4000, 8000, 15_000];

class Page {
  constructor(item, note) {
    this.item = item;
    this.take(note);
    this.sending = null; // the body under way
    this.arrived = null; // a note that came meanwhile
    this.aside = null; // someone else's version, kept beside what is typed here
    this.conflict = null; // the same, after the server refused to merge
    this.trouble = null; // null | "offline" | "refused"
    this.tries = 0;
  }

  take(note) {
    this.base = note?.revision ?? 0;
    this.acked = this.doc = asDocument(note?.body);
    this.by = note?.by ?? null;
  }

  get dirty() {
    return this.doc !== this.acked && !sameDocument(this.doc, this.acked);
  }

  get changes() {
    return this.dirty ? Math.max(1, countChanges(this.acked, this.doc)) : 0;
  }
}

/** `changed(page, what)`: what is "state" or "document" (the editor must show page.doc anew). */
export class Notebook {
  constructor({ path, drafts, page, changed }) {
    Object.assign(this, { path, drafts, name: page, changed });
    this.pages = new Map();
    this.savedAt = null;
  }

  /** The time of the last revision the server acknowledged before this page was opened. */
  remember(notes) {
    const times = Object.values(notes).map((note) => Date.parse(note.at)).filter((time) => !Number.isNaN(time));
    if (times.length) this.savedAt = Math.max(...times);
  }

  page(item, note) {
    if (!this.pages.has(item)) this.pages.set(item, new Page(item, note));
    return this.pages.get(item);
  }

  get unsaved() {
    return [...this.pages.values()].filter(({ item }) => this.isDirty(item));
  }

  /** Whether something under this item is not saved yet. */
  isDirty(item) {
    const page = this.pages.get(item);
    return Boolean(page && (page.dirty || page.conflict));
  }

  /** Bring back what this browser kept; what the server already has is dropped. */
  async restore(notes) {
    for (const { item, body, base } of await this.drafts.all()) {
      const page = this.page(item, notes[item]);
      if (page.dirty || sameDocument(asDocument(body), page.acked)) {
        if (!page.dirty) await this.drafts.forget(item);
        continue;
      }
      Object.assign(page, { doc: asDocument(body), base });
      this.changed(page, "document");
      this.save(page);
    }
  }

  edit(item, doc) {
    const page = this.page(item);
    page.doc = doc;
    page.since ??= Date.now();
    page.keeping ??= setTimeout(() => this.keepDraft(page), KEEP_DRAFT);
    this.schedule(page, Math.max(0, Math.min(AFTER_TYPING, page.since + AT_MOST - Date.now())));
    this.changed(page, "state");
  }

  /** However fast someone types, this browser is never more than a moment behind. */
  keepDraft(page) {
    page.keeping = null;
    if (page.dirty) this.drafts.keep(page.item, page.doc, page.base);
  }

  /** The page is put away or left: what it was about to keep, it keeps now. */
  keepDrafts() {
    for (const page of this.pages.values()) {
      if (!page.keeping) continue;
      clearTimeout(page.keeping);
      this.keepDraft(page);
    }
  }

  schedule(page, wait) {
    clearTimeout(page.timer);
    page.timer = setTimeout(() => this.save(page), wait);
  }

  /** Save now; harmless when there is nothing to save. */
  async save(page) {
    clearTimeout(page.timer);
    if (page.sending || page.conflict || !page.dirty) return;
    const body = (page.sending = page.doc);
    page.since = null;
    if (page.keyed !== body) Object.assign(page, { keyed: body, key: newKey() });
    await this.drafts.keep(page.item, body, page.base);
    this.changed(page, "state");
    try {
      const url = `${this.path}/agenda/${page.item}/notes`;
      this.answered(page, body, await send("PUT", url, { body, base_revision: page.base, page: this.name }, { key: page.key, signal: AbortSignal.timeout(HEARD_WITHIN) }));
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      this.failed(page, "offline");
    }
  }

  answered(page, body, { ok, status, data }) {
    if (!ok && data.theirs) return this.clash(page, data.theirs);
    if (!ok) return this.failed(page, status >= 500 || status === 429 ? "offline" : "refused", problemText(data, ""));
    Object.assign(page, { sending: null, trouble: null, tries: 0, aside: null });
    this.savedAt = serverNow();
    const stored = data.body ? asDocument(data.body) : body;
    const merged = sameDocument(stored, body) ? page.doc : merge(body, page.doc, stored);
    if (!merged) return this.clash(page, { body: stored, revision: data.revision });
    const redraw = !sameDocument(merged, page.doc);
    Object.assign(page, { base: data.revision, acked: stored, doc: merged, by: data.by ?? page.by });
    this.settled(page, redraw);
  }

  /** After an answer: what is still typed goes on, what is saved leaves this browser. */
  settled(page, redraw) {
    const late = page.arrived;
    page.arrived = null;
    if (page.dirty) this.schedule(page, AFTER_TYPING);
    else this.drafts.forget(page.item);
    this.changed(page, redraw ? "document" : "state");
    if (late) this.receive(late);
  }

  failed(page, trouble, why = "") {
    const wait = RETRY[Math.min(page.tries++, RETRY.length - 1)];
    Object.assign(page, { sending: null, trouble, why });
    if (trouble === "offline") this.schedule(page, wait / 2 + Math.random() * (wait / 2));
    this.changed(page, "state");
  }

  clash(page, theirs) {
    Object.assign(page, { sending: null, aside: null, trouble: null });
    page.conflict = { ...theirs, body: asDocument(theirs.body) };
    this.drafts.keep(page.item, page.doc, page.base);
    this.changed(page, "state");
  }

  /** A note from the stream. It never replaces what is being typed: then it is kept beside it and shown. */
  receive(note) {
    const page = this.pages.get(note.item);
    if (!page) return;
    if (page.sending) return void (page.arrived = note);
    if (note.revision <= page.base) return;
    if (page.conflict) page.conflict = note.revision > page.conflict.revision ? { ...note, body: asDocument(note.body) } : page.conflict;
    else if (page.dirty) page.aside = { ...note, body: asDocument(note.body) };
    else page.take(note);
    this.changed(page, page.conflict || page.aside ? "state" : "document");
  }

  /** The writer chose after a conflict: "mine", "theirs" or "both". What was not chosen stays among the revisions. */
  async resolve(page, choice) {
    const { conflict } = page;
    const { body, revision } = conflict;
    const both = { type: "doc", content: [...body.content, ...page.doc.content] };
    Object.assign(page, { base: revision, acked: body, doc: choice === "both" ? both : page.doc, conflict: null, aside: null });
    this.changed(page, "document");
    await this.save(page);
    if (choice === "theirs") {
      if (this.isDirty(page.item)) page.conflict ??= conflict;
      else page.doc = body;
      this.changed(page, "document");
      await this.save(page);
    }
    if (!this.isDirty(page.item)) await this.drafts.forget(page.item);
  }

  /** Save everything at once, as before a meeting is closed or a key was pressed. */
  flush() {
    return Promise.all(this.unsaved.map((page) => this.save(page)));
  }
}
