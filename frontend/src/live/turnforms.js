/* Two forms of the speakers' list: somebody is put into the queue, and how long one may speak. Nothing from the stream touches what is being typed. */
import { h } from "../page/dom.js";
import { newKey, problemText, send, Unreachable } from "../page/http.js";
import { toast } from "../page/toast.js";
import { number, t } from "../page/words.js";

function fail(place, message) {
  place.hidden = !message;
  place.lastElementChild.textContent = message;
}

async function attempt(place, act) {
  try {
    const answer = await act();
    if (answer.ok) return answer;
    fail(place, problemText(answer.data, t("Belum tersimpan. Coba lagi.")));
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    fail(place, t("Tidak tersambung. Coba lagi."));
  }
  return null;
}

/** Puts somebody who is here, an agency, or any name into the queue. */
export class AddForm {
  constructor({ box, store, path }) {
    const field = (name) => box.querySelector(`[data-field=${name}]`);
    Object.assign(this, { path, form: field("form"), error: field("error"), known: field("known"), button: box.querySelector("[data-act=add]"), found: new Map() });
    this.button.addEventListener("click", () => (this.form.hidden ? this.open() : this.close()));
    this.form.querySelector("[data-act=cancel]").addEventListener("click", () => this.close());
    this.form.addEventListener("submit", (event) => (event.preventDefault(), this.save()));
    store.subscribe(({ meeting }) => (this.button.hidden = meeting.status !== "in_progress"));
  }

  async open() {
    this.form.hidden = false;
    this.button.setAttribute("aria-expanded", "true");
    this.key = newKey();
    fail(this.error, "");
    this.form.elements.who.focus();
    const answer = await attempt(this.error, () => send("GET", `${this.path}/turns/speakers`));
    if (!answer) return;
    this.found = new Map(answer.data.items.map((each) => [each.label, each]));
    this.known.replaceChildren(...[...this.found.keys()].map((label) => h("option", { value: label })));
  }

  close() {
    this.form.hidden = true;
    this.button.setAttribute("aria-expanded", "false");
    this.form.reset();
    this.button.focus();
  }

  async save() {
    if (this.busy) return;
    const { who, category, topic } = this.form.elements;
    const said = who.value.trim();
    if (!said) {
      fail(this.error, t("Tuliskan nama atau instansi."));
      return who.focus();
    }
    const { head, agency } = this.found.get(said) ?? {};
    const whom = head ? { head } : agency ? { agency } : { name: said };
    this.busy = true;
    const answer = await attempt(this.error, () => send("POST", `${this.path}/turns`, { ...whom, category: category.value, topic: topic.value.trim() }, { key: this.key }));
    this.busy = false;
    this.key = newKey();
    if (answer) this.close();
  }
}

/** How long one turn and one agency may speak, and whether requests are taken. */
export class PlanForm {
  constructor({ box, store, path }) {
    const field = (name) => box.querySelector(`[data-field=${name}]`);
    Object.assign(this, { store, path, place: field("plan"), form: field("plan-form"), word: field("plan-word"), error: field("plan-error") });
    this.place.addEventListener("toggle", () => this.place.open && this.fill());
    this.form.addEventListener("submit", (event) => (event.preventDefault(), this.save()));
    store.subscribe(({ speaking }) => (this.word.textContent = summary(speaking)));
  }

  fill() {
    const { turn, agency, requests } = this.form.elements;
    const plan = this.store.state.speaking;
    this.revision = plan.revision;
    turn.value = Math.round((plan.turn_seconds ?? 0) / 60);
    agency.value = Math.round((plan.agency_seconds ?? 0) / 60);
    requests.checked = plan.takes_requests ?? true;
    fail(this.error, "");
  }

  async save() {
    const { turn, agency, requests } = this.form.elements;
    const body = { turn_seconds: Math.round(Number(turn.value) * 60), agency_seconds: Math.round(Number(agency.value) * 60), takes_requests: requests.checked };
    const answer = await attempt(this.error, () => send("PUT", `${this.path}/speaking`, body, { key: newKey(), match: this.revision }));
    if (!answer) return;
    this.place.open = false;
    toast(t("Waktu bicara disimpan"));
  }
}

/** Giliran 5 menit · instansi 12 menit · permintaan ditutup. */
function summary({ turn_seconds: turn = 0, agency_seconds: agency = 0, takes_requests: open = true }) {
  const words = [turn ? t("Giliran {n} menit", { n: number(Math.round(turn / 60)) }) : t("Giliran tanpa batas")];
  if (agency) words.push(t("instansi {n} menit", { n: number(Math.round(agency / 60)) }));
  if (!open) words.push(t("permintaan ditutup"));
  return words.join(" · ");
}
