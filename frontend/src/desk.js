/* The check-in desk: typing or a scan always lands in one field, and the answer is large.

   The page provides:
   #desk            data-meeting, data-device (the desk's name), data-channel (room|online), data-zone, data-view (secretariat)
   #snapshot        <script type="application/json">: the stream's snap frame {epoch, seq, view, state}
   #invitees        <script type="application/json">: [{invitation, name, office, agency, agency_short, present}]
   data-part=scan   the search input (type=search, autocomplete=off)        data-part=hits   <ul id hidden> for names found
   data-part=result <div class="result" role="status" hidden>               data-part=log    <ol class="log log-w">
   data-part=line   <span class="conn">, the state of the connection        data-part=out    toggle button, aria-pressed (F9)
   data-part=guest-button, data-part=guest: <dialog class="dialog"> with form[method=dialog] fields name, agency, office (F2)
   data-part=camera-button (aria-pressed) and data-part=camera: <div class="scan-camera" hidden><video muted playsinline>
   data-count=heads|room|online|both|walk_ins|agencies_present on any element; data-part=bar <div>; data-seats: seats in all, on it
   tr[data-agency=CODE] with [data-present] for counts by agency */
import { setServerNow } from "./page/clock.js";
import { bar, icon, pageData } from "./page/dom.js";
import { newKey, problemText, send, Unreachable } from "./page/http.js";
import { toast } from "./page/toast.js";
import { number, t } from "./page/words.js";
import { Connection } from "./live/connection.js";
import { split } from "./live/people.js";
import { Store } from "./live/state.js";
import { Camera, cameraTrouble } from "./desk/camera.js";
import { Hits } from "./desk/hits.js";
import { play } from "./desk/sound.js";
import { logLine, showVerdict } from "./desk/verdict.js";

const LOG_LENGTH = 30;
const part = (name) => document.querySelector(`[data-part="${name}"]`);

/** A card holds a link or a bare code; the last piece of the link is the code. */
export const codeOf = (text) => text.trim().replace(/[?#].*$/, "").replace(/\/+$/, "").split("/").at(-1);

const looksLikeCode = (text) => /^https?:\/\//i.test(text.trim()) || (/^[\w-]{6,}$/.test(text.trim()) && /\d/.test(text));

class Desk {
  constructor(root) {
    Object.assign(this, root.dataset);
    this.path = `/api/v1/meetings/${this.meeting}`;
    this.input = part("scan");
    this.hits = new Hits({ list: part("hits"), input: this.input, invitees: pageData("invitees") ?? [] });
    this.queue = Promise.resolve();
    this.wire();
    this.connect();
    this.input.focus();
  }

  get direction() {
    return part("out")?.getAttribute("aria-pressed") === "true" ? "out" : "in";
  }

  wire() {
    this.input.addEventListener("input", () => this.hits.search(this.input.value));
    this.input.addEventListener("keydown", (event) => this.inField(event));
    document.addEventListener("keydown", (event) => this.anywhere(event));
    part("hits").addEventListener("click", (event) => this.choose(event.target.closest("[data-invitation]")?.dataset.invitation));
    part("out")?.addEventListener("click", () => this.turn());
    part("guest-button")?.addEventListener("click", () => part("guest").showModal());
    part("guest")?.addEventListener("close", () => this.guest());
    part("camera-button")?.addEventListener("click", () => this.toggleCamera());
  }

  inField(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      this.hits.move(step);
    } else if (event.key === "Escape") this.clear();
    else if (event.key === "Enter") {
      event.preventDefault();
      this.enter(this.input.value);
    }
  }

  /** A scanner types wherever the page happens to be; all of it belongs in the field. */
  anywhere(event) {
    if (document.querySelector("dialog[open]")) return;
    if (event.key === "F2") return void (event.preventDefault(), part("guest")?.showModal());
    if (event.key === "F9") return void (event.preventDefault(), this.turn());
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (!typing && event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey && event.key !== " ") this.input.focus();
  }

  turn() {
    const out = part("out");
    out?.setAttribute("aria-pressed", String(this.direction === "in"));
    this.input.focus();
  }

  enter(text) {
    if (!text.trim()) return;
    if (looksLikeCode(text) || !this.hits.chosen) this.record({ code: codeOf(text) });
    else this.record({ invitation: this.hits.chosen.invitation });
  }

  choose(invitation) {
    if (invitation) this.record({ invitation });
  }

  clear() {
    this.input.value = "";
    this.hits.clear();
    this.input.focus();
  }

  guest() {
    const dialog = part("guest");
    const form = dialog.querySelector("form");
    this.input.focus();
    if (dialog.returnValue !== "save" || !form.elements.name.value.trim()) return;
    const value = (name) => form.elements[name]?.value.trim() || null;
    this.record({ walk_in: { name: value("name"), agency: value("agency"), office: value("office") } });
    form.reset();
    dialog.returnValue = "";
  }

  /** One scan after another, each sent with its own nonce; what did not arrive is tried once more with the same one. */
  record(who) {
    const body = { ...who, channel: this.channel || "room", direction: this.direction, at: new Date().toISOString(), nonce: newKey(), device: this.device };
    this.clear();
    this.queue = this.queue.then(() => this.deliver(body)).catch((error) => {
      if (!(error instanceof Unreachable)) throw error;
      play("refused");
      toast(t("Tidak tersambung. Kehadiran ini belum dicatat; pindai sekali lagi."), { kind: "warn" });
    });
  }

  async deliver(body) {
    const post = () => send("POST", `${this.path}/check-ins`, body, { key: body.nonce });
    const { ok, data } = await post().catch(post);
    const answer = data.result ? data : { result: "refused", reason: problemText(data, t("Kode tidak dikenal. Arahkan ke meja bantuan.")), head: null };
    const asked = { zone: this.zone, direction: body.direction, channel: body.channel };
    showVerdict(part("result"), answer, asked);
    part("log").prepend(logLine(answer, asked));
    part("log").children[LOG_LENGTH]?.remove();
    play(answer.result);
    if (ok && body.invitation && answer.result !== "refused") this.hits.mark(body.invitation, body.direction === "in");
  }

  async toggleCamera() {
    const button = part("camera-button");
    if (this.camera) {
      this.camera.stop();
      this.camera = null;
    } else {
      const camera = new Camera(part("camera").querySelector("video"), (text) => this.record({ code: codeOf(text) }));
      const trouble = cameraTrouble();
      if (trouble) return void toast(trouble, { kind: "warn" });
      try {
        await camera.start();
        this.camera = camera;
      } catch {
        toast(t("Kamera tidak dapat dibuka. Izinkan pemakaian kamera pada peramban."), { kind: "warn" });
      }
    }
    part("camera").hidden = !this.camera;
    button.setAttribute("aria-pressed", String(Boolean(this.camera)));
  }

  connect() {
    const snapshot = pageData("snapshot");
    const store = new Store(snapshot.state);
    store.subscribe(({ attendance }) => showCounts(attendance));
    const handlers = { snapshot: (frame) => store.replace(frame.state), entries: (entries) => store.apply(entries), presence: () => {}, clock: setServerNow, status: showLine };
    new Connection({ path: this.path, view: this.view || "secretariat", epoch: snapshot.epoch, seq: snapshot.seq, handlers }).start();
  }
}

function showCounts(attendance) {
  for (const element of document.querySelectorAll("[data-count]")) element.textContent = number(attendance[element.dataset.count] ?? 0);
  for (const { agency, present } of attendance.agencies ?? []) {
    const cell = document.querySelector(`[data-agency="${CSS.escape(agency)}"] [data-present]`);
    if (cell) cell.textContent = number(Number(present));
  }
  const { room = 0, online = 0, both = 0, heads = 0 } = attendance;
  const place = part("bar");
  if (place) place.replaceChildren(bar([["b-g", room - both], ["b-a", both], ["b-t", online - both]], Math.max(heads, Number(place.dataset.seats) || 0), split(attendance)));
}

function showLine(status) {
  const element = part("line");
  if (!element) return;
  const live = status === "live" || status === "polling";
  const words = live ? t("Tersambung") : status === "signed-out" ? t("Sesi berakhir. Masuk kembali.") : t("Terputus. Menyambung kembali …");
  element.className = `conn ${live ? "conn-ok" : "conn-no"}`;
  element.replaceChildren(icon(live ? "cloud-check" : "cloud-off"), words);
}

const root = document.getElementById("desk");
if (root) new Desk(root);
