/* Decisions: the numbered list everyone sees, wordings that wait for the chair, and what may be done to each. */
import { confirmDialog } from "../page/dialog.js";
import { h, icon, status } from "../page/dom.js";
import { newKey, problemText, send, Unreachable } from "../page/http.js";
import { toast } from "../page/toast.js";
import { clockTime, longDate, number, t } from "../page/words.js";
import { orderedDecisions, orderedItems } from "./state.js";

const MANY = 4;
const zone = () => document.getElementById("live")?.dataset.zone;

const horizonWord = (key) => ({ short: t("Jangka pendek"), middle: t("Jangka menengah"), long: t("Jangka panjang") })[key];
const fundingWord = (key) =>
  ({ apbn: t("APBN"), apbd_prov: t("APBD provinsi"), apbd_kabkota: t("APBD kabupaten/kota"), blu: t("BLU"), pnbp: t("PNBP"), grant: t("Hibah"), other: t("Lainnya") })[key] ?? key;

function agencies(list) {
  const shown = list.length > MANY + 1 ? list.slice(0, MANY) : list;
  const chips = shown.map(({ name, short_name: short }) => h("span", { class: "ava ava-w", title: name }, short || name));
  if (shown.length < list.length) chips.push(h("span", { class: "ava ava-w", title: list.slice(shown.length).map(({ name }) => name).join(", ") }, `+${list.length - shown.length}`));
  return h("span", { class: "avas" }, chips);
}

const names = (list) => (list.length === 1 ? h("b", { class: "strong" }, list[0].name) : agencies(list));

function chip(decision) {
  if (decision.status === "struck") return status("r", "ban", t("Dicoret"));
  if (decision.status === "proposed") return status("w", "pencil-line", t("Rumusan, tampil di layar"));
  return status("g", "gavel", t("Ditetapkan {time}", { time: clockTime(decision.recorded_at, { zone: zone() }) }));
}

function meta(decision) {
  return [
    decision.owners?.length > 0 && h("span", {}, t("PJ:"), " ", names(decision.owners)),
    decision.supporting?.length > 0 && h("span", {}, t("Pendukung:"), " ", agencies(decision.supporting)),
    decision.due && h("span", {}, t("Target:"), " ", h("b", { class: "strong" }, longDate(decision.due))),
    decision.horizon && h("span", {}, horizonWord(decision.horizon)),
    decision.funding_sources?.length > 0 && h("span", {}, decision.funding_sources.map(fundingWord).join(", ")),
    decision.indicator && h("span", {}, t("Indikator:"), " ", decision.indicator),
  ];
}

/** One decision, with what somebody may do to it in `acts`. */
export function decisionRow(state, decision, acts = []) {
  const item = state.items[decision.item];
  const struck = decision.status === "struck";
  return h(
    "li",
    { class: `dec${struck ? " dec-struck" : ""}`, "data-decision": decision.id },
    h("span", { class: "no" }, number(decision.number)),
    h(
      "div",
      { class: "stack-s" },
      h("p", { class: "row" }, chip(decision), item && h("span", { class: "muted small" }, t("Pokok {n}", { n: place(state, item) }))),
      h("p", { class: "text" }, decision.text),
      struck && decision.reason && h("p", { class: "small" }, t("Alasan:"), " ", decision.reason),
      h("p", { class: "meta" }, meta(decision)),
      acts.length > 0 && h("div", { class: "row" }, acts),
    ),
  );
}

const place = (state, item) => orderedItems(state).findIndex(({ id }) => id === item.id) + 1;

const drawn = new WeakMap();

/** Draw the list; `actsFor(decision)` gives its buttons, `only(decision)` says which belong to it; those that are `standing` are counted. */
export function drawDecisions(list, count, state, actsFor = () => [], { only = () => true, standing = "active", empty = t("Belum ada keputusan.") } = {}) {
  const before = drawn.get(list);
  if (before?.decisions === state.decisions && before.items === state.items) return;
  drawn.set(list, state);
  const decisions = orderedDecisions(state).filter(only);
  const held = focused(list);
  const rows = decisions.map((decision) => decisionRow(state, decision, actsFor(decision)));
  list.replaceChildren(...(rows.length ? rows : [h("li", { class: "muted", "data-empty": true }, empty)]));
  if (held) list.querySelectorAll(`[data-decision="${held.id}"] button`)[held.n]?.focus();
  if (count) count.textContent = number(decisions.filter((decision) => decision.status === standing).length);
}

/** Which button of which decision has the focus, so that it has it again when the list is drawn anew. */
function focused(list) {
  const row = document.activeElement?.closest?.("[data-decision]");
  return row && list.contains(row) ? { id: row.dataset.decision, n: [...row.querySelectorAll("button")].indexOf(document.activeElement) } : null;
}

/** Wordings that nobody has adopted or dropped yet, in the order of their numbers. */
export const wordings = (state) => orderedDecisions(state).filter((decision) => decision.status === "proposed").reverse();

/** What to say before a meeting is closed over open wordings; empty where there are none. */
export function openWordings(state) {
  const numbers = wordings(state).map((decision) => decision.number);
  return numbers.length ? t("Rumusan keputusan {numbers} belum ditetapkan dan tidak masuk notula sebelum ditetapkan.", { numbers: numbers.join(", ") }) : "";
}

async function attempt(act, refused) {
  try {
    const { ok, data } = await act();
    if (!ok) toast(problemText(data, refused), { kind: "warn" });
    return ok;
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    toast(t("Tidak tersambung. Coba lagi."), { kind: "warn" });
    return false;
  }
}

/** The meeting takes this wording, exactly as it was read. */
export async function adopt(decision) {
  const act = () => send("POST", `/api/v1/decisions/${decision.id}/adopt`, {}, { key: newKey(), match: decision.revision });
  if (await attempt(act, t("Rumusan belum ditetapkan. Coba lagi."))) toast(t("Keputusan {n} ditetapkan", { n: decision.number }));
}

/** Ask, then strike. */
export async function strike(decision) {
  const wording = decision.status === "proposed";
  const sure = await confirmDialog({
    title: wording ? t("Coret rumusan {n}?", { n: decision.number }) : t("Coret keputusan {n}?", { n: decision.number }),
    text: wording ? t("Nomor dan isinya tetap tercatat, tetapi rumusan ini tidak lagi dibahas.") : t("Nomor dan isinya tetap tercatat, tetapi keputusan ini tidak lagi berlaku."),
    verb: wording ? t("Coret rumusan") : t("Coret keputusan"),
  });
  if (sure) await attempt(() => send("POST", `/api/v1/decisions/${decision.id}/strike`, {}, { key: newKey() }), t("Keputusan belum dicoret. Coba lagi."));
}

/** The buttons of one decision; `change` opens it in the form. */
export function decisionActs(decision, change) {
  if (decision.status === "struck") return [];
  const busy = (act) => async (event) => {
    const button = event.currentTarget;
    button.disabled = true;
    await act();
    button.disabled = false;
  };
  return [
    decision.status === "proposed" && h("button", { class: "btn btn-s btn-1", type: "button", onclick: busy(() => adopt(decision)) }, icon("check"), t("Tetapkan")),
    h("button", { class: "btn btn-s", type: "button", onclick: change }, icon("pencil"), t("Ubah")),
    h("button", { class: "btn btn-s btn-quiet", type: "button", onclick: () => strike(decision) }, t("Coret")),
  ].filter(Boolean);
}
