/* What hands do at a desk: the field, the keys, the camera, the dialogs; and the large answer before their eyes. */
import { h, icon } from "../page/dom.js";
import { toast } from "../page/toast.js";
import { t } from "../page/words.js";
import { Camera, cameraTrouble } from "./camera.js";
import { codeOf, looksLikeCode } from "./codes.js";
import { guestDialog } from "./guests.js";
import { listenToKeys, switchKeys } from "./keys.js";
import { part } from "./place.js";
import { Pad } from "./signing.js";
import { play } from "./sound.js";
import { showVerdict } from "./verdict.js";

const TEN_LETTERS = /^[0-9a-z]{10}$/i;

export class Hands {
  constructor(desk) {
    Object.assign(this, { desk, input: part("scan"), current: null, waiting: 0, over: new AbortController() });
    this.guests = guestDialog({ dialog: part("guest"), record: (walk_in) => desk.record({ walk_in }), back: () => this.input.focus() });
    this.pad = new Pad(part("pad"), part("sign-typed"), (signed) => (part("sign-save").disabled = !signed));
    this.wire();
  }

  ready() {
    this.input.disabled = false;
    this.input.focus();
  }

  get direction() {
    return part("out").getAttribute("aria-pressed") === "true" ? "out" : "in";
  }

  wire() {
    const { desk } = this;
    const keys = { F2: () => this.guests.open(), F8: () => this.openPad(), F9: () => this.turn() };
    const acts = { step: (n) => desk.hits.move(n), enter: () => this.enter(), clear: () => this.clear(), undo: () => desk.undo() };
    listenToKeys(this.input, acts, keys, this.over.signal);
    // A disk that is slow: whoever leaves now is asked, because the last scan may not lie on it yet.
    addEventListener("beforeunload", (event) => this.waiting && event.preventDefault(), { signal: this.over.signal });
    switchKeys(part("keys-on"));
    this.input.addEventListener("input", () => desk.hits.search(this.input.value));
    this.input.form?.addEventListener("submit", (event) => event.preventDefault());
    const on = (name, act) => part(name).addEventListener("click", act);
    part("hits").addEventListener("click", (event) => this.choose(event.target.closest("[data-invitation]")?.dataset.invitation));
    on("out", keys.F9);
    on("guest-button", keys.F2);
    on("signing-button", keys.F8);
    on("camera-button", () => this.toggleCamera());
    on("wipe-button", () => desk.wipe());
    on("sign-clear", () => this.pad.clear());
    part("signing").addEventListener("close", () => this.signed());
  }

  enter() {
    const text = this.input.value.trim();
    const { chosen } = this.desk.hits;
    if (!text) return;
    if (looksLikeCode(text) || (!chosen && TEN_LETTERS.test(text))) this.desk.record({ code: codeOf(text) });
    else if (chosen) this.desk.record({ invitation: chosen.invitation });
    else toast(t("Tidak ada undangan untuk “{text}”. Periksa ejaan, atau catat sebagai tamu (F2).", { text }), { kind: "info" });
  }

  choose(invitation) {
    if (invitation) this.desk.record({ invitation });
  }

  clear() {
    this.input.value = "";
    this.desk.hits.clear();
    this.input.focus();
  }

  turn() {
    part("out").setAttribute("aria-pressed", String(this.direction === "in"));
    this.input.focus();
  }

  /** So many more scans are on their way to the disk: what stands there is of somebody else. */
  waits(more) {
    this.waiting += more;
    part("result").toggleAttribute("data-waits", this.waiting > 0);
  }

  show(line) {
    this.current = line;
    const stands = line.result === "accepted" || line.result === "duplicate";
    part("signing-button").disabled = !stands;
    showVerdict(part("result"), line, this.desk.zone, this.acts(line, stands));
  }

  acts(line, stands) {
    const button = (symbol, words, key, act) => h("button", { class: "btn btn-s", type: "button", onclick: act }, icon(symbol), words, " ", h("span", { class: "kbd" }, key));
    const sign = stands && button("signature", line.head?.signed ? t("Tanda tangan sudah ada") : t("Minta tanda tangan"), "F8", () => this.openPad());
    const undo = line.result === "accepted" && button("undo-2", t("Batalkan"), "Ctrl Z", () => this.desk.undo());
    return [sign, undo].filter(Boolean);
  }

  /** The server said something of the line that is still before our eyes. */
  apply(news) {
    const said = this.current && news[this.current.nonce];
    if (!said) return;
    const before = this.current.result;
    const line = { ...this.current, ...said };
    this.show(line);
    if (before !== line.result) play(line.result);
  }

  /** Nobody is there to be asked: what was to be checked is kept. */
  undecided() {
    if (this.current?.result === "checking") this.show({ ...this.current, result: "kept" });
  }

  openPad() {
    const line = this.current;
    if (!line?.head || !["accepted", "duplicate"].includes(line.result)) return void toast(t("Catat dahulu siapa yang bertanda tangan."), { kind: "info" });
    this.signer = line;
    part("signer").textContent = line.head.name;
    part("signing").returnValue = "";
    part("signing").showModal();
    this.pad.clear();
  }

  signed() {
    this.input.focus();
    if (part("signing").returnValue === "save" && this.pad.isSigned) this.desk.sign(this.signer, this.pad.signature);
  }

  async toggleCamera() {
    if (this.camera) this.stopCamera();
    else {
      const trouble = cameraTrouble();
      if (trouble) return void toast(trouble, { kind: "warn" });
      const camera = new Camera(part("camera").querySelector("video"), (text) => this.desk.record({ code: codeOf(text) }));
      try {
        await camera.start();
        this.camera = camera;
      } catch {
        toast(t("Kamera tidak dapat dibuka. Izinkan pemakaian kamera pada peramban."), { kind: "warn" });
      }
    }
    part("camera").hidden = !this.camera;
    part("camera-button").setAttribute("aria-pressed", String(Boolean(this.camera)));
  }

  stopCamera() {
    this.camera?.stop();
    this.camera = null;
  }

  end() {
    this.stopCamera();
    this.over.abort();
    for (const name of ["guest", "signing"]) part(name).close("");
  }
}
