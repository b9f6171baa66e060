/* The desk as a whole: what is scanned means something at once, is kept until the server has it, and what the server says comes back. */
import { confirmDialog } from "../page/dialog.js";
import { pageData } from "../page/dom.js";
import { problemText } from "../page/http.js";
import { toast } from "../page/toast.js";
import { number, t } from "../page/words.js";
import { countedAnew } from "../live/arrivals.js";
import { Connection } from "../live/connection.js";
import { Store } from "../live/state.js";
import { setServerNow } from "../page/clock.js";
import { conflictOf, Conflicts } from "./conflicts.js";
import { showCounts } from "./counts.js";
import { Hands } from "./hands.js";
import { Hits } from "./hits.js";
import { openKeeper } from "./keeper.js";
import { Line } from "./line.js";
import { Listing } from "./listing.js";
import { Log } from "./log.js";
import { Recorder } from "./recorder.js";
import { Roster } from "./roster.js";
import { describe, part, whereAmI } from "./place.js";
import { play } from "./sound.js";
import { keepPage, leaveNothing, noteWiped, owesWiped } from "./staying.js";
import { proves, talk } from "./talk.js";
import { Uploader } from "./uploader.js";

const IN_SIGHT = 4000; // the answer to a scan is still being looked at

export class Desk {
  constructor(root) {
    this.root = root;
    Object.assign(this, whereAmI(root));
    if (!this.isDevice) proves();
    this.roster = new Roster();
    this.line = new Line(part("line"), part("said"));
  }

  async open() {
    if (!this.meeting) return this.close(t("Belum ada rapat di perangkat ini. Pindai kode QR pemasangan yang ditampilkan petugas."));
    try {
      this.keeper = await openKeeper(this.meeting);
    } catch {
      return this.close(t("Peramban ini tidak mau menyimpan apa pun, jadi meja registrasi tidak dapat dipakai. Keluarlah dari mode penyamaran, atau pakai peramban lain."));
    }
    await this.arrange();
    const known = await this.listing.restore();
    this.roster.expect(await this.keeper.waiting());
    this.line.count(await this.keeper.count());
    if (known) this.listed();
    await this.log.restore();
    await this.conflicts.draw();
    this.listing.fetch();
    this.uploader.start();
    if (this.snapshot) this.follow(this.snapshot);
    this.hands.ready();
    if (!(await keepPage(this.scope))) toast(t("Halaman ini tidak dapat dibuka tanpa jaringan: sambungannya tidak aman (https) atau peramban tidak mendukungnya."), { kind: "warn" });
  }

  async arrange() {
    const { keeper, roster } = this;
    this.snapshot = pageData("snapshot");
    this.place = this.device || this.channel ? { device: this.device, channel: this.channel } : ((await keeper.fact("place")) ?? {});
    await keeper.setFact("place", this.place);
    const reach = { reached: () => this.line.reached(), lost: () => this.lost(), refused: (answer) => this.refused(answer) };
    const waiting = () => this.line.waiting;
    this.listing = new Listing({ url: this.listUrl, keeper, roster, followed: Boolean(this.snapshot), handlers: { ...reach, waiting, reached: () => this.heardFrom(), changed: () => this.listed() } });
    const taken = { waiting: (n) => this.stirred(n), offset: () => this.listing.offset, answered: (items, answers) => this.answered(items, answers) };
    this.uploader = new Uploader({ keeper, base: this.base, device: () => this.name, handlers: { ...reach, ...taken } });
    this.uploader.channel?.addEventListener("message", ({ data }) => this.heard(data));
    this.recorder = new Recorder({ keeper, roster, uploader: this.uploader, isUp: () => this.line.isUp, device: () => this.name });
    this.log = new Log({ place: part("log"), keeper, zone: () => this.zone, isUp: () => this.line.isUp });
    this.conflicts = new Conflicts({ place: part("conflicts"), list: part("conflict-list"), count: part("conflict-count"), all: part("conflicts-all"), keeper, zone: () => this.zone });
    // The table by agency asks for itself again and again; without a line that is only noise.
    document.addEventListener("htmx:beforeRequest", (event) => this.line.isUp || event.preventDefault());
    this.hits = new Hits({ list: part("hits"), input: part("scan"), roster });
    this.hands = new Hands(this);
  }

  get name() {
    return this.roster.list?.device?.name ?? this.place.device ?? "";
  }

  /** Record whoever came or left, and show what it means. */
  async record(who) {
    const { direction } = this.hands;
    this.hands.clear();
    await this.keep(this.recorder.scan(who, { direction, channel: this.place.channel ?? "room" }));
  }

  /** Nothing is called recorded before it lies on the disk; meanwhile what is shown is of somebody else. */
  async keep(kept) {
    this.hands.waits(1);
    try {
      await this.shown(await kept);
    } catch (error) {
      play("refused");
      this.hands.show({ nonce: "", result: "unkept", at: new Date().toISOString(), head: null, reason: t("Peramban ini tidak dapat menyimpan. Pindai sekali lagi; kalau tetap begini, catat di kertas.") });
      throw error;
    } finally {
      this.hands.waits(-1);
    }
  }

  async undo() {
    const line = this.log.lastStanding();
    if (!line) return void toast(t("Tidak ada pindaian meja ini yang dapat dibatalkan."), { kind: "info" });
    await this.keep(this.recorder.undo(line));
  }

  async sign(line, signature) {
    try {
      await this.recorder.sign(line, signature);
    } catch (error) {
      toast(t("Tanda tangan {name} tidak tersimpan. Mintalah sekali lagi.", { name: line.head.name }), { kind: "warn" });
      throw error;
    }
    line.head.signed = true;
    this.hands.show(line);
    toast(t("Tanda tangan {name} disimpan.", { name: line.head.name }));
  }

  async shown(line) {
    this.hands.show(line);
    play(line.result);
    this.log.put(line);
    this.counts();
  }

  counts() {
    showCounts(this.roster.counts());
  }

  /** The list is another one. */
  listed() {
    this.zone = this.roster.list.meeting.timezone;
    describe(this.roster.list, this.listing.fetchedAt);
    this.counts();
    this.hits.search(part("scan").value);
  }

  async stirred(n) {
    this.line.count(n);
    this.roster.expect(await this.keeper.waiting());
    this.counts();
  }

  heardFrom() {
    this.line.reached();
    this.uploader.wake();
  }

  lost() {
    this.line.lost();
    this.hands.undecided();
    this.log.undecided();
  }

  /** The door is closed to this desk; what it holds stays, unless it is told to forget it. */
  refused({ status, data }) {
    if (status === 401 && data.wipe) return this.forgetAll(t("Petugas mencabut perangkat ini. Semua data rapat di perangkat ini sudah dihapus."));
    if (status === 401 && this.isDevice && !this.roster.loaded) return this.close(problemText(data, t("Perangkat ini belum dipasang untuk rapat ini.")));
    const signedOut = status === 401 && !this.isDevice;
    this.line.set(signedOut ? "out" : "refused");
    if (!signedOut && this.told !== status) toast(problemText(data, t("Server menolak meja ini")), { kind: "warn" });
    this.told = status;
  }

  /** What the server made of scans that were handed in. */
  async answered(items, answers) {
    const conflicts = [];
    const news = {};
    for (const item of items) {
      const answer = answers.get(item.nonce);
      if (!answer) continue;
      if (item.kind === "scan") this.learn(item, answer, conflicts, news);
      else {
        news[item.nonce] = { sent: true };
        if (!answer.recorded) toast(answer.reason, { kind: "warn" });
      }
    }
    await this.keeper.settle(items.map((item) => item.n), conflicts, news);
    this.uploader.channel?.postMessage({ news });
    this.apply(news);
    if (conflicts.length) await this.conflicts.draw();
    this.roster.expect(await this.keeper.waiting());
    this.counts();
    // What is taken back changes a head in ways that only the ledger knows.
    if (items.some((item) => item.kind !== "scan")) this.listing.soon();
  }

  learn(item, answer, conflicts, news) {
    const { result, reason, reason_code: code, head } = answer;
    const accepted = result === "accepted";
    const tally = code === "held" ? "none" : item.who.walk_in?.companion ? "companion" : "head";
    this.roster.know(item.key ?? this.roster.keyOf(head), head && accepted ? { ...head, tally } : head, accepted ? item.nonce : undefined);
    news[item.nonce] = { sent: true, result, reason, head: head ?? item.head };
    const seen = item.up && Date.now() - Date.parse(item.said) < IN_SIGHT;
    if (answer.conflict && !seen) conflicts.push(conflictOf(item, answer));
  }

  apply(news) {
    this.log.apply(news);
    this.hands.apply(news);
  }

  /** Another tab of this desk did something. */
  async heard({ stir, news, gone }) {
    if (gone) return this.close(t("Data rapat di perangkat ini sudah dihapus."));
    if (stir) return this.log.restore();
    this.apply(news);
    await this.conflicts.draw();
    await this.listing.restore();
    await this.stirred(await this.keeper.count());
  }

  /** Follow the meeting as everybody does who is signed in. */
  follow(snapshot) {
    const store = new Store(snapshot.state);
    store.subscribe(({ attendance }) => {
      if (this.roster.list) this.roster.list.attendance = attendance;
      this.counts();
      countedAnew();
      this.listing.soon();
    });
    const status = (said) => (said === "lost" ? this.lost() : said === "live" || said === "polling" ? this.listing.soon() : null);
    const handlers = { snapshot: (frame) => store.replace(frame.state), entries: (entries) => store.apply(entries), presence: () => {}, clock: setServerNow, status };
    this.connection = new Connection({ path: this.base, view: this.view, epoch: snapshot.epoch, seq: snapshot.seq, handlers }).start();
  }

  /** Forget everything of this meeting on this device, after asking where something would be lost. */
  async wipe() {
    const n = await this.keeper.count();
    const text = n
      ? t("{n} pindaian belum terkirim ke server. Kalau dihapus sekarang, {n} pindaian itu hilang. Sambungkan jaringan dan tunggu sampai tertulis “Tersambung”.", { n: number(n) })
      : t("Semua pindaian sudah terkirim. Daftar nama dan catatan meja ini dihapus dari perangkat ini.");
    const verb = n ? t("Hapus dan buang {n} pindaian", { n: number(n) }) : t("Hapus data");
    if (await confirmDialog({ title: t("Hapus data rapat dari perangkat ini?"), text, verb })) await this.forgetAll(t("Data rapat di perangkat ini sudah dihapus."));
  }

  async forgetAll(words) {
    this.uploader.channel?.postMessage({ gone: true });
    this.stop();
    await leaveNothing(this.meeting);
    if (this.isDevice) await this.sayWiped();
    this.close(words);
  }

  /** The officers see that nothing is left; said again at the next visit when nobody was reached. */
  async sayWiped() {
    noteWiped(this.base);
    try {
      const { status } = await talk("POST", `${this.base}/wiped`, {});
      if (status < 500) noteWiped(null);
    } catch {
      this.owes = true;
    }
  }

  /** From now on nothing is recorded, sent or fetched here. */
  stop() {
    for (const each of [this.uploader, this.listing, this.hands]) each?.end();
    this.connection?.stop("signed-out");
  }

  close(words) {
    this.stop();
    part("floor").hidden = true;
    part("closed").hidden = false;
    part("closed-why").textContent = words;
    for (const name of ["log", "result", "hits", "conflict-list", "signer"]) part(name).replaceChildren();
    part("line").hidden = true;
    const owed = owesWiped();
    if (owed && owed !== this.base) talk("POST", `${owed}/wiped`, {}).then(() => noteWiped(null), () => {});
  }
}
