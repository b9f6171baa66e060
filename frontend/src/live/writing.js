/* The secretary's page: the agenda rail, the editor of the viewed item, decisions, opening and closing the session. */
import { confirmDialog } from "../page/dialog.js";
import { pageData } from "../page/dom.js";
import { newKey, problemText, send, Unreachable } from "../page/http.js";
import { toast } from "../page/toast.js";
import { number, t } from "../page/words.js";
import { Agenda } from "./agenda.js";
import { breakOn } from "./breaks.js";
import { closeMeeting } from "./closing.js";
import { showVersions } from "./conflict.js";
import { DecisionForm } from "./decisionform.js";
import { drawDecisions, openWordings } from "./decisions.js";
import { Drafts } from "./drafts.js";
import { NoteEditor } from "./editor.js";
import { History } from "./history.js";
import { Indicator } from "./indicator.js";
import { listenToKeys } from "./keys.js";
import { Leases } from "./leases.js";
import { Notebook } from "./notebook.js";
import { drawAttendance } from "./people.js";
import { Feed, speakerPieces } from "./phrases.js";
import { nextSpeaker, togglePause } from "./speakers.js";
import { readersWords, showReaders } from "./readers.js";
import { showSought, soughtItem } from "./sought.js";
import { activeItem, orderedItems } from "./state.js";

const initials = (name) => name.split(" ").filter(Boolean).slice(0, 2).map((word) => word[0]).join("");

class Desk {
  constructor({ store, part, path, meeting, person, zone }) {
    Object.assign(this, { store, part, path, meeting, zone, online: true, viewed: null });
    this.leases = new Leases({ path, meeting, person, changed: () => this.writer() });
    this.notebook = new Notebook({ path, page: this.leases.page, drafts: new Drafts(meeting, person), changed: (page, what) => this.noteChanged(page, what) });
    this.notebook.remember(store.state.notes);
    this.indicator = new Indicator(part("saved"), { zone, retry: () => this.notebook.flush() });
    const agencies = pageData("agencies") ?? [];
    const insert = { insertTime: () => this.editor.insertTime(), insertTable: () => this.editor.insertTable(), decide: (what) => this.decide(what) };
    this.feed = new Feed({ store, path, agencies, ...insert });
    this.editor = new NoteEditor({ mount: part("editor"), toolbar: part("toolbar"), zone, feed: (...typed) => this.feed.list(...typed), onEdit: (item, doc) => this.notebook.edit(item, doc) });
    this.form = new DecisionForm({ form: part("decision-form"), path, store, agencies, viewedItem: () => this.viewed });
    this.agenda = new Agenda({ store, list: part("rail"), late: part("late"), zone, path, onView: (id) => this.view(id) });
  }

  async start() {
    await this.notebook.restore(this.store.state.notes);
    this.leases.start((item) => this.notebook.isDirty(item));
    setInterval(() => document.hidden || this.writer(), 2000);
    this.store.subscribe((state, entries) => this.stateChanged(state, entries));
    const first = activeItem(this.store.state) ?? orderedItems(this.store.state)[0];
    if (first) this.view(first.id);
    this.seek();
    this.wire();
    this.part("shell").removeAttribute("aria-busy");
  }

  /** A link leads to an item: it is viewed, whichever is on. */
  seek() {
    const item = soughtItem();
    if (!this.store.state.items[item]) return;
    this.view(item);
    showSought(this.part("item-title").closest(".card"));
  }

  wire() {
    const on = (name, act) => this.part(name)?.addEventListener("click", act);
    on("next", () => this.agenda.startNext());
    on("finish", () => this.agenda.finish());
    on("new-decision", () => this.form.open());
    on("make-decision", () => this.decide({ text: this.editor.selectedText() || this.editor.lineText() }));
    on("insert-speaker", () => this.editor.insert(speakerPieces(this.store.state), "@"));
    on("insert-phrase", () => this.editor.insert(null, "/"));
    on("history", () => this.history());
    on("readers", () => showReaders(this.meeting));
    on("take-over", () => this.takeOver());
    on("open-meeting", () => this.step("open"));
    on("close-meeting", () => this.close());
    on("help", () => this.part("keys").showModal());
    const acts = { decision: () => this.form.open(), next: () => this.agenda.startNext(), time: () => this.editor.insertTime(), save: () => this.notebook.flush(), speaker: nextSpeaker, pause: togglePause };
    const move = (step) => () => this.view(this.agenda.neighbour(step));
    listenToKeys({ ...acts, up: move(-1), down: move(1), help: () => this.part("keys").showModal() }, this.part("keys-switch"));
    addEventListener("beforeunload", (event) => this.notebook.unsaved.length && event.preventDefault());
    addEventListener("hashchange", () => this.seek());
    addEventListener("pagehide", () => this.notebook.keepDrafts());
    addEventListener("visibilitychange", () => document.hidden && this.putAway());
  }

  view(id) {
    const item = id && this.store.state.items[id];
    if (!item) return;
    if (this.viewed && this.viewed !== id) this.notebook.flush();
    const opened = this.viewed !== id;
    this.viewed = id;
    const page = this.notebook.page(id, this.store.state.notes[id]);
    if (opened) this.editor.open(id, page.doc, item.title);
    this.agenda.view(id);
    this.head();
    this.writer();
    this.versions(page);
  }

  head() {
    const { state } = this.store;
    const item = state.items[this.viewed];
    if (!item) return;
    const place = orderedItems(state).findIndex(({ id }) => id === item.id) + 1;
    const words = { active: t("Pembahasan"), done: t("Sudah dibahas"), pending: t("Belum dimulai"), skipped: t("Dilewati") };
    this.part("item-place").textContent = t("Pokok {n} · {status}", { n: place, status: words[item.status] ?? "" });
    this.part("item-title").textContent = item.title;
    const by = this.notebook.page(item.id).by;
    this.part("item-by").textContent = by ? t("Terakhir disimpan oleh {who}", { who: by }) : "";
  }

  /** Whoever writes here, and the way to write here oneself; with it how often the note was saved. */
  writer() {
    const revision = this.viewed ? this.notebook.page(this.viewed).base : 0;
    const found = this.viewed && this.leases.writer(this.viewed);
    const words = !found ? "" : found.mine ? t("Anda menulis di sini.") : t("{who} menulis di sini.", { who: found.name });
    const place = this.part("writer");
    if (place.textContent !== words) place.textContent = words;
    this.part("writer-mark").hidden = !found;
    this.part("writer-mark").textContent = found ? initials(found.name) : "";
    this.part("take-over").hidden = !found || found.mine;
    this.part("history").hidden = !revision;
    this.part("history").textContent = t("Riwayat, {n} versi", { n: number(revision) });
  }

  async takeOver() {
    const held = await this.leases.takeOver(this.viewed);
    if (held === null) toast(t("Tidak tersambung. Coba lagi."), { kind: "warn" });
    this.editor.focus();
  }

  /** Earlier versions; what is typed is saved first, so that nothing is lost when one comes back. */
  async history() {
    await this.notebook.flush();
    const item = this.viewed;
    if (this.notebook.isDirty(item)) return toast(t("Simpan dahulu tulisan Anda, lalu buka riwayat."), { kind: "warn" });
    const restored = (note) => this.notebook.receive(note);
    await new History({ path: this.path, zone: this.zone, item, title: this.store.state.items[item].title, restored }).open();
  }

  /** Whoever looks elsewhere may never come back: all is kept here at once, and saved. */
  putAway() {
    this.notebook.keepDrafts();
    return this.notebook.flush();
  }

  /** The form, filled from the note; a task begins with who owes it. */
  decide({ text = "", task = false }) {
    this.form.open({ text });
    if (task) this.part("decision-form").querySelector("[data-field=owner]").focus();
  }

  versions(page) {
    showVersions(this.part("versions"), page, (choice) => this.notebook.resolve(page, choice));
  }

  noteChanged(page, what) {
    if (this.notebook.isDirty(page.item)) this.leases.typed(page.item);
    else this.leases.saved(page.item);
    if (page.item === this.viewed) {
      if (what === "document") this.editor.replace(page.doc);
      this.versions(page);
    }
    this.writer();
    this.indicator.show(this.notebook, this.online);
  }

  stateChanged(state, entries) {
    const notes = entries ? entries.map((entry) => entry.data?.note).filter(Boolean) : Object.values(state.notes);
    for (const note of notes) this.notebook.receive(note);
    if (this.viewed && !state.items[this.viewed]) this.view(orderedItems(state)[0]?.id);
    drawDecisions(this.part("decisions"), this.part("decision-count"), state, (decision) => this.form.acts(decision));
    if (this.part("attendance")) drawAttendance(this.part("attendance"), state.attendance);
    this.buttons(state);
    this.head();
    this.indicator.show(this.notebook, this.online);
  }

  buttons(state) {
    const show = (name, when) => this.part(name) && (this.part(name).hidden = !when);
    const running = state.meeting.status === "in_progress";
    const active = activeItem(state);
    const left = orderedItems(state).some((item) => item.status === "pending");
    show("open-meeting", state.meeting.status === "scheduled");
    show("close-meeting", running);
    show("next", running && left && !breakOn(state));
    show("finish", running && active);
    this.part("next-word").textContent = active ? t("Pokok berikutnya") : t("Mulai pokok pertama");
  }

  connection(status) {
    this.online = status === "live" || status === "polling";
    this.indicator.show(this.notebook, this.online);
    if (this.online) this.notebook.flush();
  }

  /** A meeting is not closed while something written here is not saved. */
  async close() {
    await this.notebook.flush();
    if (this.notebook.unsaved.length) return toast(t("Masih ada catatan yang belum tersimpan. Rapat belum ditutup."), { kind: "warn" });
    const text = [openWordings(this.store.state), t("Pembahasan berakhir dan catatan tidak dapat diubah lagi di sini. Setelah itu notula disusun dari catatan dan keputusan.")];
    const sure = await confirmDialog({ title: t("Tutup rapat ini?"), text: text.filter(Boolean).join(" "), verb: t("Tutup rapat"), tone: "1" });
    if (!sure) return;
    await this.leases.settle((item) => this.notebook.isDirty(item));
    await closeMeeting(this.path);
  }

  async step(verb) {
    try {
      const { ok, data } = await send("POST", `${this.path}/${verb}`, {}, { key: newKey() });
      if (!ok) toast(problemText(data, t("Tidak dapat dijalankan. Coba lagi.")), { kind: "warn" });
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      toast(t("Tidak tersambung. Coba lagi."), { kind: "warn" });
    }
  }
}

/** Start the page; gives back what the connection must tell it. */
export async function startWriting(context) {
  const desk = new Desk(context);
  context.heard = (frame) => (desk.leases.heard(frame), readersWords(context.part("readers"), frame));
  await desk.start();
  return (status) => desk.connection(status);
}
